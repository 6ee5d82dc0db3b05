import { AcmeProblem, CaError, type ProblemDocument } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import { type About, kindOf, OUTAGE_MS, type Rule, ruleFor } from './ca-rules.ts'
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

const LONGEST_MS = 24 * 3_600_000
const LONGEST_REASON = 2000
const SUBPROBLEMS_SHOWN = 3

/**
 * Says for an error of the CA, or of our account there, who must act, what to do, and whether waiting helps. Any other
 * error is thrown on.
 */
export function caProblem(error: unknown, chance: Chance, about: About): Verdict {
  if (error instanceof AcmeProblem) return answered(error, chance, about)
  if (error instanceof CaError) return unanswered(error, chance)
  if (error instanceof IssuerError)
    return { problem: accountProblem(error), ...(error.retryable && later(OUTAGE_MS, chance)) }
  throw error
}

/** The same for an error that an order or a challenge of the CA carries: there is nothing left to wait for. */
export const meaningOf = (error: ProblemDocument): Rule['says'] => ruleFor(error, 'order').says

function answered(error: AcmeProblem, chance: Chance, about: About): Verdict {
  // What the document says of its status is the CA's word; the answer's own is a fact.
  const { says, waitMs } = ruleFor({ ...error.document, status: error.status }, about)
  const problem: Problem = {
    code: error.code,
    reason: reasonOf(error).slice(0, LONGEST_REASON),
    ...says,
    acme: error.document,
  }
  if (waitMs === undefined) return { problem }
  const asked = error.retryAfter ? error.retryAfter.getTime() - chance.clock().getTime() : 0
  return { problem, ...later(Math.max(waitMs, asked), chance) }
}

function reasonOf({ type, status, detail, subproblems, instance }: AcmeProblem): string {
  const what = type === 'about:blank' ? `HTTP ${status}` : kindOf(type)
  const shown = subproblems
    .slice(0, SUBPROBLEMS_SHOWN)
    .map((one) => `${one.identifier?.value ?? 'also'}: ${one.detail || kindOf(one.type)}`)
  const parts = shown.length > 0 ? ` (${shown.join('; ')})` : ''
  return `The CA says ${what}: ${detail || 'no detail'}${parts}${instance ? `, see ${instance}` : ''}`
}

function unanswered({ code, message, retryable }: CaError, chance: Chance): Verdict {
  const problem: Problem = {
    code,
    reason: message.slice(0, LONGEST_REASON),
    actor: retryable ? 'ca' : 'operator',
    remedy: retryable
      ? 'None: it is tried again. If it stays, see whether the CA can be reached from here.'
      : 'Correct the issuer in the configuration, or report it to the CA.',
    retryable,
  }
  return retryable ? { problem, ...later(OUTAGE_MS, chance) } : { problem }
}

/** A third of it is chance, so that orders do not return together. */
function later(delayMs: number, { clock, random }: Chance): { until: string } {
  const spread = Math.min(delayMs, LONGEST_MS) * (1 + random() / 2)
  return { until: new Date(clock().getTime() + spread).toISOString() }
}

const accountProblem = ({ code, message, retryable }: IssuerError): Problem => ({
  code,
  reason: message,
  actor: retryable ? 'nobody' : 'operator',
  remedy: retryable ? 'None: it is tried again.' : 'Correct the issuer in the configuration.',
  retryable,
})
