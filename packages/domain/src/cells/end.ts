import { CertFailed, OrderCancelled, type Problem } from '@certwire/contracts'
import { carried, enter } from '../enter.ts'
import type { Order, OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'

export function end(order: Order, reason: Problem, now: Date): Step {
  const { _id, names } = order
  const problem = final(reason)
  return enter({ ...carried(order), phase: 'failed', problem }, now, [
    CertFailed(_id, { names, problem }),
  ])
}

/** What did not pass in all tries will not pass by itself. */
const final = ({ actor, ...problem }: Problem): Problem =>
  problem.retryable
    ? {
        ...{ ...problem, retryable: false, actor: whoActs(actor) },
        remedy: 'See to the reason, then retry the order.',
      }
    : { ...problem, actor }

/** Once an order has ended somebody has to act. */
export const whoActs = (actor: Problem['actor']): Problem['actor'] =>
  actor === 'nobody' ? 'operator' : actor

type Cancellable = 'approving' | 'placing' | 'proving' | 'validating' | 'finalizing' | 'storing'

export function cancel(
  order: OrderIn<Cancellable>,
  { data }: IncomingOf<'cert.cancelled'>,
  now: Date,
): Step {
  return enter({ ...carried(order), phase: 'cancelled', ...data }, now, [
    OrderCancelled(order._id, data),
  ])
}
