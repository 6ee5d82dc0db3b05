/** What every client of HTTP here does alike. Knows nothing of the rest of Certwire, and of no server. */
export { bodyWithin, jsonOf } from './body.ts'
export { failureOf } from './failure.ts'
export { retryAfter } from './retry-after.ts'
export { waitFor } from './wait-for.ts'
