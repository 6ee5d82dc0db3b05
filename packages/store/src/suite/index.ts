/** What tests of other packages try a store with. */
export { crashSuite } from './crash.suite.ts'
export { type Job, jobs } from './jobs.ts'
