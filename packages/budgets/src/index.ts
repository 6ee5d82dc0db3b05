/**
 * The ledger of what CAs allow us: token buckets by account, registered domain, set of names and name, what CAs have
 * said of their limits, and whether they answer. It is in the store, so that all processes spend from one budget.
 */
export type { Leave } from './availability.ts'
export { type Budgets, connectBudgets } from './budgets.ts'
export type { Said } from './lessons.ts'
export { paceOf } from './pace.ts'
export type { PutOff } from './put-off.ts'
