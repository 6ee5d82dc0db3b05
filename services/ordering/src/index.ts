/**
 * Ordering is the sole writer of order state: it takes requests, places orders at the CA, and runs the order table on
 * whatever happens to them.
 */
export { ordering } from './service.ts'
