import type { AcmePort, Authorization, Order, ProblemDocument } from '@certwire/acme'
import { Identifier, type Problem } from '@certwire/contracts'
import { meaningOf } from '@certwire/issuers'

interface Refusal {
  readonly problem: Problem
  /** Those that the CA counts against the account, as they were ordered. */
  readonly names?: Identifier[]
}

interface Refused {
  readonly name: string
  readonly error: ProblemDocument
}

const LONGEST_REASON = 2000

/** Why the order is `invalid`: the authorizations that are, else the order's own error. */
export async function refusal(order: Order, acme: AcmePort, signal: AbortSignal): Promise<Refusal> {
  const all = await Promise.all(order.authorizations.map((url) => acme.authorization(url, signal)))
  const refused = all.flatMap(refusedOf)
  if (refused.length > 0) return ofNames(refused)
  if (order.error) return { problem: invalid('The CA gave the order up', order.error, 'issuance') }
  const dead = all.find(({ status }) => status !== 'valid' && status !== 'pending')
  return {
    problem: dead
      ? gone('authorization over', `the authorization of ${nameOf(dead)} is ${dead.status}`)
      : gone('order invalid', 'it gives no reason'),
  }
}

/** RFC 8555 §7.1.3: nothing comes any more of an order that has not been proved by then. */
export const expired = (at: Date): Problem =>
  gone('order expired', `it was to be proved by ${at.toISOString()}`)

/** A valid authorization may still have the error of an earlier look: RFC 8555 §8.2. */
function refusedOf({ status, challenges, ...authorization }: Authorization): Refused[] {
  const error = challenges.find((challenge) => challenge.error)?.error
  return status === 'invalid' && error ? [{ name: asOrdered(authorization), error }] : []
}

/** All are told; what does not pass by itself says what to do. */
function ofNames(refused: readonly Refused[]): Refusal {
  const judged = refused.map(({ name, error }) => {
    const { says, counts } = meaningOf(error, 'validation')
    return { name, error, says, counts }
  })
  const worst = judged.find(({ says }) => !says.retryable) ?? judged[0]
  const others = refused.filter(({ name }) => name !== worst?.name)
  const names = judged.flatMap(({ name, counts }) => (counts && parsed(name)) || [])
  if (!worst) throw new TypeError('there is one at least')
  const also = others.map(({ name, error }) => `; ${shown(name)}: ${wordsOf(error)}`).join('')
  const { reason, ...problem } = invalid(
    `The CA refused to authorize ${shown(worst.name)}`,
    worst.error,
    'validation',
  )
  return {
    problem: { ...problem, reason: (reason + also).slice(0, LONGEST_REASON) },
    ...(names.length > 0 && { names }),
  }
}

const invalid = (what: string, acme: ProblemDocument, at: 'validation' | 'issuance'): Problem => ({
  code: 'ERR_AUTHORIZATION_INVALID',
  reason: `${what}: ${wordsOf(acme)}`.slice(0, LONGEST_REASON),
  ...meaningOf(acme, at).says,
  acme,
})

const gone = (what: Parameters<typeof meaningOf>[0], why: string): Problem => ({
  code: 'ERR_ORDER_INVALID',
  reason: `The order at the CA is over: ${why}.`,
  ...meaningOf(what, 'validation').says,
})

export const wordsOf = ({ detail, type }: ProblemDocument): string => detail || type

type Named = Pick<Authorization, 'name' | 'wildcard'>

const asOrdered = ({ name, wildcard }: Named): string => (wildcard ? `*.${name}` : name)

/** An authorization's name for a person. */
export const nameOf = (authorization: Named): string => shown(asOrdered(authorization))

const parsed = (name: string): Identifier | undefined => Identifier.safeParse(name).data

/** Text from outside, which may be no name. */
const shown = (name: string): string => parsed(name) ?? 'one of its names'
