import { AcmeProblem, CaError } from '@certwire/acme'
import type { Said } from '@certwire/budgets'

/** Where a CA refuses something for its rate and names no time. */
const PAUSE_MS = 60_000

/** Whether the CA could not be asked, or had nothing but trouble of its own to say. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof CaError
    ? error.retryable
    : error instanceof AcmeProblem && error.status >= 500 && !isRate(error)

/** What a refusal for its rate teaches of what was asked; nothing of any other error. */
export function lessonOf(error: unknown, about: Said['about'], now: Date): Said | undefined {
  if (!(error instanceof AcmeProblem) || !isRate(error)) return undefined
  return {
    // A 503 (RFC 9110 §15.6.4) is of the server, and not of what was asked.
    about: error.status >= 500 ? 'requests' : about,
    detail: error.detail,
    ...(error.help !== undefined && { help: error.help }),
    identifiers: error.subproblems.flatMap(({ identifier }) => identifier?.value ?? []),
    until: Math.max(error.retryAfter?.getTime() ?? 0, now.getTime() + PAUSE_MS),
  }
}

const isRate = ({ code, status, retryAfter }: AcmeProblem): boolean =>
  code === 'ERR_ACME_RATE_LIMITED' || status === 429 || (status >= 500 && retryAfter !== undefined)
