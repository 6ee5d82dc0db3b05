/**
 * What every service runs on: how a service is defined, how messages reach its handlers and leave them, the HTTP
 * listener, health and shutdown. It knows no service and no order.
 */
export { checked } from './checked.ts'
export { on } from './definition.ts'
export { HttpProblem } from './http-problem.ts'
export { createLog, type Log } from './log.ts'
export { orderIdOf, requestDigest } from './order-id.ts'
export { type Cursor, Limit, newestFirst, pageAfter } from './page.ts'
export { parse } from './parse.ts'
export type { Platform } from './platform.ts'
export { post } from './post.ts'
export { Reject } from './reject.ts'
export { type Running, run } from './run.ts'
export { isSameText } from './same-text.ts'
export { type Service, service } from './service.ts'
export { unlessAborted } from './unless-aborted.ts'
