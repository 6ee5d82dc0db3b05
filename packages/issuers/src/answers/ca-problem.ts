import { AcmeProblem, CaError, type ProblemDocument } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import {
  type CaAction,
  type CaErrorRow,
  type CaPlace,
  caErrorOf,
  caSituation,
} from '@certwire/domain'
import { IssuerError } from '../issuer-error.ts'
import { reasonOf } from './ca-reason.ts'

interface Chance {
  readonly clock: () => Date
  readonly random: () => number
  /** How often the same was put off already: where the CA names no time, pauses grow with it. */
  readonly deferred?: number | undefined
}

/** What a CA's refusal means: a problem that ends this generation, or, with `until`, one that passes. */
export interface Verdict {
  readonly problem: Problem
  readonly until?: string
  readonly action: CaAction
}

const LONGEST_MS = 24 * 3_600_000
const LONGEST_REASON = 2000
/** For an account that another service is about to register. */
const ACCOUNT_MS = 30_000

/**
 * Says for an error of the CA, or of our account there, who must act, what to do, and whether waiting helps. Any other
 * error is thrown on.
 */
export function caProblem(error: unknown, chance: Chance, at: CaPlace): Verdict {
  if (error instanceof IssuerError) return ofOurs(error, chance)
  const { action, says, ...row } = caRow(error, at)
  const problem: Problem =
    error instanceof AcmeProblem
      ? { code: error.code, reason: bounded(reasonOf(error)), ...says, acme: error.document }
      : { ...told(error), ...says }
  if (row.waitMs === undefined) return { problem, action }
  const asked = error instanceof AcmeProblem ? error.retryAfter : undefined
  const pauseMs = asked
    ? Math.max(row.waitMs, asked.getTime() - chance.clock().getTime())
    : grown(row.waitMs, row.growsToMs, chance)
  return { problem, action, until: later(pauseMs, chance) }
}

/** What is done about an error of the CA; any other is thrown on. */
export const caAction = (error: unknown, at: CaPlace): CaAction => caRow(error, at).action

/** What is left of an order or authorization that ended without saying why. */
type Ended = 'order invalid' | 'order expired' | 'authorization over'

/** The same for what an order or a challenge of the CA carries, and for its end: there is nothing left to wait for. */
export const meaningOf = (
  what: ProblemDocument | Ended,
  at: 'validation' | 'issuance',
): Pick<CaErrorRow, 'says' | 'counts'> =>
  typeof what === 'string' ? caSituation(what, at) : caErrorOf(what, at)

function caRow(error: unknown, place: CaPlace): CaErrorRow {
  if (!(error instanceof AcmeProblem || error instanceof CaError)) throw error
  // An account is registered on the way to its first order.
  const at = error.endpoint === 'newAccount' ? 'account' : place
  // What the document says of its status is the CA's word; the answer's own is a fact.
  if (error instanceof AcmeProblem)
    return caErrorOf({ ...error.document, status: error.status }, at)
  if (error.code === 'ERR_CA_PROFILE_UNKNOWN') return caSituation('profile unknown', at)
  if (!error.retryable) return caSituation('no CA', at)
  return caSituation(error.outcomeUnknown ? 'lost reply' : 'no answer', at)
}

const bounded = (reason: string): string => reason.slice(0, LONGEST_REASON)

/** Only an error of the CA gets as far as this. */
function told(error: unknown): Pick<Problem, 'code' | 'reason'> {
  const { code, message } = error as CaError
  return { code, reason: bounded(message) }
}

const ofOurs = ({ problem }: IssuerError, chance: Chance): Verdict =>
  problem.retryable
    ? { problem, action: 'wait', until: later(ACCOUNT_MS, chance) }
    : { problem, action: 'stop-issuer' }

const grown = (waitMs: number, mostMs = waitMs, { deferred = 0 }: Chance): number =>
  Math.min(waitMs * 2 ** deferred, mostMs)

/** Within a day. A third of it is chance, so that orders do not return together. */
function later(pauseMs: number, { clock, random }: Chance): string {
  const spread = Math.min(pauseMs, LONGEST_MS) * (1 + random() / 2)
  return new Date(clock().getTime() + spread).toISOString()
}
