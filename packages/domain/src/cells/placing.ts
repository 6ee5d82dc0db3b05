import { carried, enter } from '../enter.ts'
import type { OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'
import { afterProving } from './proving.ts'
import { union } from './records.ts'

/** The CA has the order. One that is born `ready` has nothing to present: RFC 8555 §7.1.6. */
export function prove(
  order: OrderIn<'placing'>,
  { data: { orderUrl, finalizeUrl, challenges } }: IncomingOf<'order.placed'>,
  now: Date,
): Step {
  const proving = {
    ...carried(order),
    phase: 'proving' as const,
    ...{ orderUrl, finalizeUrl, challenges },
    records: union(
      order.records,
      challenges.map(({ record }) => record),
    ),
    recordsAt: order.version + 1,
    presented: challenges.length === 0,
    ...(order.ownCsr !== undefined && { csr: order.ownCsr }),
  }
  return afterProving(proving, now) ?? enter(proving, now)
}

/** Waiting is data: the CA's time becomes ours. */
export function defer(
  order: OrderIn<'placing'>,
  { data: { until, problem } }: IncomingOf<'order.deferred'>,
  now: Date,
): Step {
  const { deadline } = order
  const step = enter(
    { ...carried(order), phase: 'placing', placeAt: until, waitingFor: problem },
    now,
  )
  // A CA that says "later" for ever must not postpone the end.
  return { ...step, order: { ...step.order, deadline } }
}
