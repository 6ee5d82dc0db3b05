import { AcmeProblem, type Order } from '@certwire/acme'
import type { Budgets, Leave } from '@certwire/budgets'
import {
  type MessageOf,
  OrderDeferred,
  OrderPlaced,
  OrderRefused,
  type PlaceOrder,
} from '@certwire/contracts'
import { caProblem, type Issuer, type Issuers, isUnanswered } from '@certwire/issuers'
import { objected } from '../preflight/objected.ts'
import type { Objection } from '../preflight/preflight.ts'
import { pendingChallenges } from './challenges.ts'
import { newOrder } from './new-order.ts'
import { affordedIssuer, affordedOrders, PutOffError } from './place-budget.ts'
import type { Placements } from './placements.ts'
import { notPlaced, shared } from './problems.ts'
import type { Stops } from './stops.ts'
import type { Unheard } from './unheard.ts'

interface Deps {
  readonly issuers: Issuers
  readonly budgets: Budgets
  readonly placements: Placements
  readonly unheard: Unheard
  readonly stops: Stops
  readonly objection: Objection
  readonly clock: () => Date
  readonly random: () => number
}

interface Entered extends Deps {
  readonly leave: Leave
}

type Message = MessageOf<typeof PlaceOrder>

const SHARED_WAIT_MS = 30_000

/**
 * Places one generation of an order, once: its URL is kept as soon as it is known, and a repetition finds it there.
 *
 * Where the reply is lost, the order is looked for at the CA before another is placed; only a CA that lists none, or a
 * crash in that moment, leaves one behind, which is never finalized.
 */
export async function place(message: Message, deps: Deps, signal: AbortSignal) {
  const { orderId, data } = message
  const { generation, issuer } = data
  const stop = await deps.stops.reason(issuer)
  if (stop && (await deps.placements.find(orderId, generation)) === undefined)
    return [OrderRefused(orderId, { generation, problem: stop })]
  const leave = await deps.budgets.enter(issuer)
  if ('until' in leave) return [OrderDeferred(orderId, { generation, ...leave })]
  try {
    return await remembered(message, { ...deps, leave }, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof PutOffError)
      return [OrderDeferred(orderId, { generation, ...error.putOff })]
    const later = await heard(error, issuer, leave, deps)
    const isThere = (await deps.placements.find(orderId, generation)) !== undefined
    const chance = { ...deps, deferred: data.deferred }
    const { problem, until, action } = caProblem(error, chance, isThere ? 'order' : 'newOrder')
    if (action === 'ask-orders') await deps.unheard.note(orderId, generation)
    if (action === 'stop-issuer') await deps.stops.note(data.issuer, problem)
    return until === undefined
      ? [OrderRefused(orderId, { generation, problem })]
      : [OrderDeferred(orderId, { generation, until: later?.until ?? until, problem })]
  }
}

/** What the CA's silence, or its answer, says to all orders; and when this one comes again if the CA is down. */
async function heard(error: unknown, issuer: string, leave: Leave, { budgets }: Deps) {
  if (isUnanswered(error)) return budgets.unanswered(issuer, leave)
  if (error instanceof AcmeProblem) await budgets.answered(issuer, leave)
  return undefined
}

/** A CA may forget an account, as one that keeps it in memory does when it restarts: then it is told again. */
async function remembered(message: Message, deps: Entered, signal: AbortSignal) {
  const { issuer } = message.data
  try {
    return await placed(message, deps, await affordedIssuer(message, deps, signal), signal)
  } catch (error) {
    if (!(error instanceof AcmeProblem) || error.code !== 'ERR_ACME_ACCOUNT_DOES_NOT_EXIST')
      throw error
  }
  return placed(message, deps, await deps.issuers.reregister(issuer, signal), signal)
}

async function placed(message: Message, deps: Entered, issuer: Issuer, signal: AbortSignal) {
  const { orderId, data } = message
  const { generation, names, wishes } = data
  const url =
    (await deps.placements.find(orderId, generation)) ??
    (await deps.unheard.claimed(message, issuer.acme, signal))
  const against = url === undefined && (await deps.objection(names, issuer, signal))
  if (against) return [objected(message, against, deps)]
  const order = await (url === undefined
    ? newOrder(affordedOrders(message, deps, issuer), names, wishes, signal)
    : issuer.acme.order(url, signal))
  await deps.budgets.answered(message.data.issuer, deps.leave)
  const owner = await deps.placements.claim(order.url, orderId, generation)
  if (owner !== orderId) {
    const until = new Date(deps.clock().getTime() + SHARED_WAIT_MS).toISOString()
    return [OrderDeferred(orderId, { generation, until, problem: shared(owner) })]
  }
  if (order.status !== 'pending' && order.status !== 'ready')
    return [OrderRefused(orderId, { generation, problem: notPlaced(order) })]
  const { challenges, problem } = await pendingChallenges(order, issuer, signal)
  return problem
    ? [OrderRefused(orderId, { generation, problem })]
    : [
        OrderPlaced(orderId, {
          generation,
          ...locations(order),
          challenges,
          ...unready(order, challenges),
        }),
      ]
}

/** RFC 8555 §7.1.6: a CA whose authorizations are all valid makes its order `ready`, and may take a moment. */
const unready = ({ status }: Order, { length }: readonly unknown[]) =>
  status === 'pending' && length === 0 ? { unready: true as const } : {}

const locations = ({ url, finalize, expires }: Order) => ({
  orderUrl: url,
  finalizeUrl: finalize,
  ...(expires && { expires: expires.toISOString() }),
})
