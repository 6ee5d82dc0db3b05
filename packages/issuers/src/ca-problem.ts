import { AcmeProblem, CaError } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import { IssuerError } from './issuer-error.ts'

interface Chance {
  readonly clock: () => Date
  readonly random: () => number
}

/** What a CA's refusal means: a problem that ends this generation, or, with `until`, one that passes. */
export interface Verdict {
  readonly problem: Problem
  readonly until?: string
}

/** How long to leave a CA alone that cannot be reached or fails; half of it is chance, so that orders do not return together. */
const OUTAGE_MS = 30_000
const RATE_LIMIT_MS = 60_000
const LONGEST_MS = 24 * 3_600_000

/** Says for an error of the CA or of our account there who must act, what to do, and whether waiting helps. Any other error is thrown on. */
export function caProblem(error: unknown, chance: Chance): Verdict {
  if (error instanceof AcmeProblem) return answered(error, chance)
  if (error instanceof CaError) return unanswered(error, chance)
  if (error instanceof IssuerError)
    return { problem: accountProblem(error), ...(error.retryable && later(OUTAGE_MS, chance)) }
  throw error
}

/** RFC 8555 §6.7: the type decides, and where it says nothing, the HTTP status. */
function answered(error: AcmeProblem, chance: Chance): Verdict {
  const kind = error.type.slice(error.type.lastIndexOf(':') + 1)
  const rule = rules[kind] ?? byStatus(error.status ?? 0)
  const problem: Problem = {
    code: error.code,
    reason: `The CA says ${kind}: ${error.detail || 'no detail'}`.slice(0, 2000),
    ...rule.says,
    acme: error.document,
  }
  if (!rule.waitMs) return { problem }
  const asked = error.retryAfter ? error.retryAfter.getTime() - chance.clock().getTime() : 0
  return { problem, ...later(Math.max(rule.waitMs, asked), chance) }
}

function unanswered(error: CaError, chance: Chance): Verdict {
  const problem: Problem = {
    code: error.code,
    reason: error.message.slice(0, 2000),
    actor: error.retryable ? 'ca' : 'operator',
    remedy: error.retryable
      ? 'None: it is tried again. If it stays, see whether the CA can be reached from here.'
      : 'Correct the issuer in the configuration, or report it to the CA.',
    retryable: error.retryable,
  }
  return error.retryable ? { problem, ...later(OUTAGE_MS, chance) } : { problem }
}

function later(delayMs: number, { clock, random }: Chance): { until: string } {
  const spread = Math.min(delayMs, LONGEST_MS) * (1 + random() / 2)
  return { until: new Date(clock().getTime() + spread).toISOString() }
}

interface Rule {
  readonly says: Pick<Problem, 'actor' | 'remedy' | 'retryable'>
  /** The order is still good: wait at least this long. */
  readonly waitMs?: number
}

const operator = (remedy: string): Rule => ({
  says: { actor: 'operator', remedy, retryable: false },
})
const requester = (remedy: string): Rule => ({
  says: { actor: 'requester', remedy, retryable: false },
})
const passing = (remedy: string): Rule => ({
  says: { actor: 'nobody', remedy, retryable: true },
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
  serverInternal: outage,
  badNonce: outage,
  caa: operator('Add a CAA record that permits this CA, or remove the one that forbids it.'),
  externalAccountRequired: operator('Configure eab.kid and eab.hmacKey of this issuer.'),
  userActionRequired: operator('Accept the terms that the CA names, then retry.'),
  unauthorized: operator('See that the EAB key is right, unused and not expired, then retry.'),
  accountDoesNotExist: passing('None: the account is registered again.'),
  rejectedIdentifier: requester('Request without the names that the CA refuses.'),
  unsupportedIdentifier: requester('Request without the names that the CA does not support.'),
  badCSR: requester('Request with another key type, or with a corrected CSR.'),
  badPublicKey: requester('Request with another key type.'),
  orderNotReady: passing('None: a new order is placed.'),
}

function byStatus(status: number): Rule {
  if (status >= 500 || status === 408 || status === 425 || status === 429) return outage
  if (status === 404) return passing('None: the CA no longer has it, so a new order is placed.')
  return operator('See what the CA says, then retry.')
}

const accountProblem = ({ code, message, retryable }: IssuerError): Problem => ({
  code,
  reason: message,
  actor: retryable ? 'nobody' : 'operator',
  remedy: retryable ? 'None: it is tried again.' : 'Correct the issuer in the configuration.',
  retryable,
})
