import type { Problem } from '@certwire/contracts'
import { retryAt } from '../deadline.ts'
import { carried, enter } from '../enter.ts'
import type { Order, OrderIn } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'
import { end } from './end.ts'

type Refusal = { readonly data: { readonly problem: Problem } }

/** A failure that may pass is tried again as the next generation, a new order at the CA; any other ends its tries there. */
export function fail(order: Order, { data: { problem } }: Refusal, now: Date): Step {
  const tries = order.generation - (order.firstGeneration ?? 1) + 1
  const placeAt = problem.retryable ? retryAt(tries, now) : undefined
  return placeAt === undefined ? giveUp(order, problem, now) : again(order, placeAt, now, problem)
}

/** The next issuer is asked, if the request named one more; what is wrong with the request is wrong there too. */
export function giveUp(order: Order, problem: Problem, now: Date): Step {
  const [issuer, ...fallbacks] = order.fallbacks ?? []
  if (issuer === undefined || problem.actor === 'requester') return end(order, problem, now)
  const firstGeneration = order.generation + 1
  const passed = [...(order.passed ?? []), order.issuer]
  const elsewhere = { ...withoutReplaces(order), issuer, fallbacks, passed, firstGeneration }
  return again(elsewhere, now.toISOString(), now, problem)
}

/** RFC 9773 §5: one CA does not replace what another has issued. */
function withoutReplaces(order: Order): Order {
  if (order.wishes?.replaces === undefined) return order
  const { replaces: _, ...wishes } = order.wishes
  return { ...order, wishes }
}

function again(order: Order, placeAt: string, now: Date, problem?: Problem): Step {
  const generation = order.generation + 1
  const waiting = problem ? { waitingFor: problem } : {}
  return enter({ ...carried(order), phase: 'placing', generation, placeAt, ...waiting }, now)
}

/**
 * A person asked: of the issuer that was asked last. An order that was refused at the door has no names to try again
 * with, and one that nobody approved needs that as before.
 */
export function retry(order: OrderIn<'failed'>, _: IncomingOf<'cert.retried'>, now: Date): Step {
  if (order.names.length === 0) return { order, send: [] }
  const silent = { ...order, outbox: [] }
  return order.approval && order.approval.at === undefined
    ? enter({ ...carried(silent), phase: 'approving' }, now)
    : again(silent, now.toISOString(), now)
}
