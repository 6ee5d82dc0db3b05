import { type AcmePort, AcmeProblem, type Order } from '@certwire/acme'
import {
  AuthorizationInvalid,
  AuthorizationPending,
  AuthorizationValid,
  type MessageOf,
  type ValidateOrder,
} from '@certwire/contracts'
import { caProblem, type Issuers, pollOrder } from '@certwire/issuers'
import { expired, refusal } from './refusal.ts'
import { seen } from './seen.ts'

interface Deps {
  readonly issuers: Issuers
  readonly clock: () => Date
  readonly random: () => number
}

/** Answers what has to be answered, then looks at the order until it is decided or a few seconds have passed. */
export async function validate(
  { orderId, data }: MessageOf<typeof ValidateOrder>,
  { issuers, ...deps }: Deps,
  signal: AbortSignal,
) {
  const { generation, orderUrl, since } = data
  try {
    const { acme } = await issuers.open(data.issuer)
    await Promise.all(data.challengeUrls.map((url) => answer(acme, url, signal)))
    const { order, until } = await pollOrder(acme, orderUrl, { isDecided, since, ...deps }, signal)
    if (order.status === 'invalid')
      return [
        AuthorizationInvalid(orderId, { generation, ...(await refusal(order, acme, signal)) }),
      ]
    if (order.status !== 'pending') return [AuthorizationValid(orderId, { generation })]
    if (order.expires && order.expires <= deps.clock())
      return [AuthorizationInvalid(orderId, { generation, problem: expired(order.expires) })]
    const why = await seen(order, since, { acme, ...deps }, signal)
    return [AuthorizationPending(orderId, { generation, until: until.toISOString(), ...why })]
  } catch (error) {
    signal.throwIfAborted()
    const { problem, until } = caProblem(error, deps, 'order')
    return until === undefined
      ? [AuthorizationInvalid(orderId, { generation, problem })]
      : [AuthorizationPending(orderId, { generation, until, problem })]
  }
}

/** All authorizations are decided when the order has left `pending`: RFC 8555 §7.1.6. */
const isDecided = ({ status }: Order) => status !== 'pending'

/** A repeated answer may find the challenge decided or under way, and CAs differ in how they say so: the order tells. */
async function answer(acme: AcmePort, url: string, signal: AbortSignal): Promise<void> {
  try {
    await acme.answerChallenge(url, signal)
  } catch (error) {
    if (!(error instanceof AcmeProblem) || !repeated.has(error.code)) throw error
  }
}

const repeated = new Set(['ERR_ACME_MALFORMED', 'ERR_ACME_CONFLICT'])
