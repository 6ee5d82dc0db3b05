import { AcmeProblem, type Order } from '@certwire/acme'
import {
  type MessageOf,
  OrderDeferred,
  OrderPlaced,
  OrderRefused,
  type PlaceOrder,
} from '@certwire/contracts'
import { caProblem, type Issuer, type Issuers } from '@certwire/issuers'
import { pendingChallenges } from './challenges.ts'
import { objected } from './objected.ts'
import type { Placements } from './placements.ts'
import type { Objection } from './preflight.ts'
import { notPlaced, shared } from './problems.ts'

interface Deps {
  readonly issuers: Issuers
  readonly placements: Placements
  readonly objection: Objection
  readonly clock: () => Date
  readonly random: () => number
}

type Message = MessageOf<typeof PlaceOrder>

const SHARED_WAIT_MS = 30_000

/**
 * Places one generation of an order, once: its URL is kept as soon as it is known, and a repetition finds it there.
 *
 * Only a reply that is lost leaves an order behind at the CA; it is never finalized.
 */
export async function place(message: Message, deps: Deps, signal: AbortSignal) {
  const { orderId, data } = message
  const { generation } = data
  try {
    return await remembered(message, deps, signal)
  } catch (error) {
    signal.throwIfAborted()
    const { problem, until } = caProblem(error, deps, 'account')
    return until === undefined
      ? [OrderRefused(orderId, { generation, problem })]
      : [OrderDeferred(orderId, { generation, until, problem })]
  }
}

/** A CA may forget an account, as one that keeps it in memory does when it restarts: then it is told again. */
async function remembered(message: Message, deps: Deps, signal: AbortSignal) {
  const { issuer } = message.data
  try {
    return await placed(message, deps, await deps.issuers.register(issuer, signal), signal)
  } catch (error) {
    if (!(error instanceof AcmeProblem) || error.code !== 'ERR_ACME_ACCOUNT_DOES_NOT_EXIST')
      throw error
  }
  return placed(message, deps, await deps.issuers.reregister(issuer, signal), signal)
}

async function placed(message: Message, deps: Deps, issuer: Issuer, signal: AbortSignal) {
  const { orderId, data } = message
  const { generation, names } = data
  const url = await deps.placements.find(orderId, generation)
  const against = url === undefined && (await deps.objection(names, issuer, signal))
  if (against) return [objected(message, against, deps)]
  const order = await (url === undefined
    ? issuer.acme.newOrder(names, signal)
    : issuer.acme.order(url, signal))
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
    : [OrderPlaced(orderId, { generation, ...locations(order), challenges })]
}

const locations = ({ url, finalize, expires }: Order) => ({
  orderUrl: url,
  finalizeUrl: finalize,
  ...(expires && { expires: expires.toISOString() }),
})
