/**
 * The life of an order and the rules for names, as pure functions: no I/O, no clock, no chance. `transitions` is the
 * whole state machine on one screen.
 */

export { badIssuers, badWishes } from './asked.ts'
export {
  availableAt,
  type Bucket,
  emptyBucket,
  type Hold,
  left,
  settle,
  type Waiting,
} from './budget/bucket.ts'
export { type Failures, failed, triedAgainAt } from './budget/failure.ts'
export {
  type LimitName,
  limitNames,
  limits,
  type Spender,
  spentOnOrders,
} from './budget/limit.ts'
export { type NamedLimit, namedLimit, type Refusal } from './budget/named-limit.ts'
export { answered, type Outage, type Passage, passage, unanswered } from './budget/outage.ts'
export { paced } from './budget/pace.ts'
export {
  downProblem,
  pausedNameProblem,
  pausedProblem,
  recoveringProblem,
  spentProblem,
} from './budget/problem.ts'
export type { Allowance, BudgetProfile } from './budget/profile.ts'
export { budgetProfiles } from './budget/profiles.ts'
export { giveBack, take, type Want } from './budget/turn.ts'
export { caErrorOf, caErrors, caSituation, kindOf } from './ca-errors/ca-errors.ts'
export type { CaAction, CaErrorRow, CaPlace } from './ca-errors/row.ts'
export { bare } from './name.ts'
export { nameSet, sameNames } from './names.ts'
export { type HistoryEntry, isFinished, Order, type OrderIn, type Phase } from './order.ts'
export { quote, requestProblem } from './problem.ts'
export { Renewal } from './renewal.ts'
export {
  actsAt,
  askedFor,
  awake,
  expired,
  failedAgain,
  firstRenewal,
  isForgotten,
  isOver,
  leftAlone,
  planned,
  released,
  renewed,
  requested,
  stopped,
  underWay,
} from './renewal-course.ts'
export { warningsOf } from './renewal-life.ts'
export { asking, type RenewalInfo, told, type Untold, unasked, untold } from './renewal-window.ts'
export { open, type Request } from './request.ts'
export { type Incoming, sayable } from './step.ts'
export { settled, transition } from './transition.ts'
