/**
 * The life of an order and the rules for names, as pure functions: no I/O, no clock, no chance. `transitions` is the
 * whole state machine on one screen.
 */

export { nameSet } from './names.ts'
export { type HistoryEntry, isFinished, Order, type OrderIn, type Phase } from './order.ts'
export { quote, requestProblem } from './problem.ts'
export { open, type Request } from './request.ts'
export { type Incoming, sayable } from './step.ts'
export { settled, transition } from './transition.ts'
