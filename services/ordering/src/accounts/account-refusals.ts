import { AccountKeyError, EabKeyError } from '@certwire/acme'
import { caProblem, IssuerError } from '@certwire/issuers'
import { HttpProblem } from '@certwire/runtime'
import { inTime } from '../in-time.ts'

export type Chance = Parameters<typeof caProblem>[1]

const unknown = ['ERR_ISSUER_UNKNOWN', 'ERR_ACCOUNT_MISSING', 'ERR_EAB_NOT_FOUND']

/** Asks for something, and says in the words of HTTP what a CA, or an account of ours, has against it. */
export const inWordsOfHttp =
  (chance: Chance) =>
  <T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    inTime(ask, late, (error) => refusalOf(error, chance))

const late = new HttpProblem(
  503,
  'ERR_CA_TIMEOUT',
  'The CA did not answer in time.',
  'Look at the account before trying again: it may have been changed.',
)

function refusalOf(error: unknown, chance: Chance): HttpProblem {
  if (error instanceof AccountKeyError || error instanceof EabKeyError)
    return new HttpProblem(400, error.code, error.message, 'Correct the key and send it again.')
  const { problem, until } = caProblem(error, chance, 'account')
  const { code, reason, remedy } = problem
  return new HttpProblem(statusOf(error, until), code, reason, remedy)
}

/** It is not the caller's fault what a CA does. */
function statusOf(error: unknown, until: string | undefined): number {
  if (error instanceof IssuerError) return unknown.includes(error.code) ? 404 : 409
  return until === undefined ? 502 : 503
}
