import { CertFailed, OrderCancelled, type Problem } from '@certwire/contracts'
import { retryAt } from '../deadline.ts'
import { carried, enter } from '../enter.ts'
import type { Order, OrderIn, Phase } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'

type Refusal = { readonly data: { readonly problem: Problem } }

/** A failure that may pass is tried again as the next generation, a new order at the CA; any other ends the order. */
export function fail(order: Order, { data: { problem } }: Refusal, now: Date): Step {
  const placeAt = problem.retryable ? retryAt(order.generation, now) : undefined
  return placeAt === undefined ? end(order, problem, now) : again(order, placeAt, now, problem)
}

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

function again(order: Order, placeAt: string, now: Date, problem?: Problem): Step {
  const generation = order.generation + 1
  const waiting = problem ? { waitingFor: problem } : {}
  return enter({ ...carried(order), phase: 'placing', generation, placeAt, ...waiting }, now)
}

/** A person asked. An order that was refused at the door has no names to try again with. */
export function retry(order: OrderIn<'failed'>, _: IncomingOf<'cert.retried'>, now: Date): Step {
  return order.names.length > 0
    ? again({ ...order, outbox: [] }, now.toISOString(), now)
    : { order, send: [] }
}

export function cancel(
  order: OrderIn<Exclude<Phase, 'issued' | 'failed' | 'cancelled'>>,
  { data }: IncomingOf<'cert.cancelled'>,
  now: Date,
): Step {
  return enter({ ...carried(order), phase: 'cancelled', ...data }, now, [
    OrderCancelled(order._id, data),
  ])
}
