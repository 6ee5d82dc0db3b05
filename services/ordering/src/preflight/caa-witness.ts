import type { AnyMessage, Problem } from '@certwire/contracts'
import type { Preflight } from '@certwire/dns'
import { kindOf, type Order } from '@certwire/domain'
import type { Issuers } from '@certwire/issuers'
import type { Collection } from '@certwire/store'

/** The same message; where a CA refused for a CAA record (RFC 8659), its reason also says which one we see. */
export type CaaWitness = (message: AnyMessage, signal: AbortSignal) => Promise<AnyMessage>

interface Deps {
  readonly orders: Pick<Collection<Order>, 'get'>
  readonly issuers: Pick<Issuers, 'open'>
  readonly preflight: Preflight
}

const LONGEST_REASON = 2000

export function caaWitness({ orders, issuers, preflight }: Deps): CaaWitness {
  const seenOf = async ({ issuer, names }: Order, signal: AbortSignal): Promise<string> => {
    const { acme, accountUrl } = await issuers.open(issuer)
    const { caaIdentities: identities } = await acme.directory(signal)
    const ca = { identities, ...(accountUrl !== undefined && { accountUrl }) }
    const findings = await preflight(names, { ca }, signal)
    const against = findings.filter(({ check, level }) => check === 'caa' && level !== 'ok')
    return against.length > 0
      ? `Seen from here: ${against.map(({ name, saw }) => `${name}: ${saw}`).join('; ')}.`
      : 'Seen from here, no CAA record forbids it.'
  }
  return async (message, signal) => {
    if (!isRefusal(message) || !isAboutCaa(message.data.problem)) return message
    const order = await orders.get(message.orderId)
    // It is one more look: who cannot look says what the CA said.
    const seen = order && (await seenOf(order, signal).catch(() => undefined))
    signal.throwIfAborted()
    return seen === undefined ? message : saying(message, seen)
  }
}

const refusals = ['order.refused', 'authorization.invalid', 'order.invalid'] as const
type Refusal = Extract<AnyMessage, { type: (typeof refusals)[number] }>

const isRefusal = (message: AnyMessage): message is Refusal =>
  refusals.some((type) => type === message.type)

const isAboutCaa = ({ acme }: Problem): boolean =>
  [acme, ...(acme?.subproblems ?? [])].some((one) => one && kindOf(one.type) === 'caa')

function saying<M extends Refusal>(message: M, seen: string): M {
  const { problem } = message.data
  const reason = `${problem.reason.replace(/\.$/, '')}. ${seen}`.slice(0, LONGEST_REASON)
  return { ...message, data: { ...message.data, problem: { ...problem, reason } } }
}
