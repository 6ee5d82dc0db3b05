import type { ProblemDocument } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'

/** What a CA's error means: who must act, what to do, and whether another order may succeed with nobody acting. */
export interface Rule {
  readonly says: Pick<Problem, 'actor' | 'remedy' | 'retryable'>
  /** The order is still good: it goes on after this long at the earliest. */
  readonly waitMs?: number
}

/** `unauthorized` is about our account where something new is asked for, and about the order where one is there. */
export type About = 'account' | 'order'

/** How long a CA that cannot be reached or fails is left alone. */
export const OUTAGE_MS = 30_000
const RATE_LIMIT_MS = 60_000
/** A CA that refused several nonces in a row is well, and has others. */
const NONCES_MS = 1000

const operator = (remedy: string): Rule => ({
  says: { actor: 'operator', remedy, retryable: false },
})
const requester = (remedy: string): Rule => ({
  says: { actor: 'requester', remedy, retryable: false },
})
const another = (why: string): Rule => ({
  says: { actor: 'nobody', remedy: `None: ${why}a new order is placed.`, retryable: true },
})
const outage: Rule = {
  says: { actor: 'ca', remedy: 'None: it is tried again.', retryable: true },
  waitMs: OUTAGE_MS,
}

const rules: Readonly<Record<string, Rule>> = {
  rateLimited: {
    says: {
      actor: 'nobody',
      remedy: 'None: it is tried again when the CA allows it.',
      retryable: true,
    },
    waitMs: RATE_LIMIT_MS,
  },
  ...{ serverInternal: outage, conflict: outage },
  badNonce: { ...outage, waitMs: NONCES_MS },
  externalAccountRequired: operator('Configure eab.kid and eab.hmacKey of this issuer.'),
  userActionRequired: operator('Do what the CA asks for, as to accept its new terms; then retry.'),
  unauthorized: operator(
    'See that the EAB key is right, unused and not expired, and the account not deactivated; then retry.',
  ),
  invalidContact: operator('Correct the contact of this issuer, then retry.'),
  unsupportedContact: operator('Give this issuer a contact of another kind, then retry.'),
  badSignatureAlgorithm: operator('Give this issuer an account key of another type, then retry.'),
  caa: operator(
    'Add a CAA record that permits this CA, or remove the one that forbids it; then retry.',
  ),
  rejectedIdentifier: requester('Request without the names that the CA refuses.'),
  unsupportedIdentifier: requester('Request without the names that the CA does not support.'),
  badCSR: requester('Request with another key type, or with a corrected CSR.'),
  badPublicKey: requester(
    'Request with another key type; before there is an account, give the issuer another account key.',
  ),
  accountDoesNotExist: another('the account is registered again, and '),
  orderNotReady: another(''),
  ...{
    dns: another(''),
    connection: another(''),
    tls: another(''),
    incorrectResponse: another(''),
  },
}

/** RFC 8555 §6.7: the type decides, and where it says nothing, the HTTP status. */
export function ruleFor({ type, status, subproblems }: ProblemDocument, about: About): Rule {
  const kind = kindOf(type)
  if (subproblems && (kind === 'compound' || kind === 'malformed'))
    return worst(subproblems.map((one) => ruleFor(one, about)))
  if (kind === 'unauthorized' && about === 'order') return another('')
  // Text from outside: `constructor` is no rule.
  return (Object.hasOwn(rules, kind) && rules[kind]) || byStatus(status)
}

/** The last part of the type, which is all that older CAs have in common with RFC 8555. */
export const kindOf = (type: string): string => type.slice(type.lastIndexOf(':') + 1)

function byStatus(status = 0): Rule {
  if (status >= 500 || status === 408 || status === 425 || status === 429) return outage
  if (status === 404) return another('the CA no longer has it, so ')
  return operator('See what the CA says, then retry.')
}

/** What only the requester can mend outweighs what the operator can, and that what passes: RFC 8555 §6.7.1. */
const worst = (all: readonly Rule[]): Rule =>
  all.toSorted((a, b) => weightOf(b) - weightOf(a))[0] ?? byStatus()

function weightOf({ says, waitMs }: Rule): number {
  if (!says.retryable) return says.actor === 'requester' ? 3 : 2
  return waitMs === undefined ? 1 : 0
}
