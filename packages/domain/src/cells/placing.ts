import { isBudgetProblem } from '../budget/problem.ts'
import { deadlineWithLimit, earlier } from '../deadline.ts'
import { carried, enter } from '../enter.ts'
import type { OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'
import { giveUp } from './fail.ts'
import { afterProving } from './proving.ts'
import { isPassing, union } from './records.ts'

/** The CA has the order. One that is born `ready` has nothing to present: RFC 8555 §7.1.6. */
export function prove(
  order: OrderIn<'placing'>,
  { data: { orderUrl, finalizeUrl, challenges, unready } }: IncomingOf<'order.placed'>,
  now: Date,
): Step {
  const proving = {
    ...carried(order),
    phase: 'proving' as const,
    ...{ orderUrl, finalizeUrl, challenges },
    ...(unready && { unready }),
    records: union(order.records, challenges.map(({ record }) => record).filter(isPassing)),
    recordsAt: order.version + 1,
    presented: challenges.length === 0,
    ...(order.ownCsr !== undefined && { csr: order.ownCsr }),
  }
  return afterProving(proving, now) ?? enter(proving, now)
}

/** Waiting is data: the CA's time becomes ours, unless another issuer would be sooner. */
export function defer(
  order: OrderIn<'placing'>,
  { data: { until, problem } }: IncomingOf<'order.deferred'>,
  now: Date,
): Step {
  const { since, createdAt } = order
  if (until > order.deadline && order.fallbacks?.length) return giveUp(order, problem, now)
  const deadline = isBudgetProblem(problem)
    ? deadlineWithLimit(order.deadline, until, createdAt)
    : order.deadline
  const step = enter(
    { ...carried(order), phase: 'placing', placeAt: until, waitingFor: problem },
    now,
  )
  // A CA that says "later" for ever must not postpone the end.
  return { ...step, order: { ...step.order, since, deadline, nextAt: earlier(until, deadline) } }
}
