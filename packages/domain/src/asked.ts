import type { Problem, Wishes } from '@certwire/contracts'
import { quote, requestProblem } from './problem.ts'

const MOST_NAMED = 20
/** Whose clock is late may mean now. */
const LATEST_MS = 3_600_000

/** Why these issuers, the first one and those to fall back to, cannot be asked. */
export function badIssuers(
  asked: readonly string[],
  known: readonly string[],
): Problem | undefined {
  const unknown = asked.find((issuer) => !known.includes(issuer))
  if (unknown !== undefined)
    return requestProblem(
      'ERR_ISSUER_UNKNOWN',
      `No issuer ${quote(unknown)} is configured; there are: ${list(known)}.`,
      'Name one of these, or ask the operator to configure it.',
    )
  const twice = asked.find((issuer, at) => asked.indexOf(issuer) !== at)
  if (twice === undefined) return undefined
  const reason = `The issuer ${quote(twice)} is named more than once.`
  return requestProblem('ERR_ISSUER_TWICE', reason, 'Name each issuer once.')
}

const list = (names: readonly string[]) =>
  names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ', …' : '')

/** What no CA can fulfil; whether this one does is the CA's to say. */
export function badWishes({ notBefore, notAfter }: Wishes, now: Date): Problem | undefined {
  const at = (instant: string | undefined) => (instant ? Date.parse(instant) : undefined)
  const [begin = now.getTime(), end = Infinity] = [at(notBefore), at(notAfter)]
  if (begin < now.getTime() - LATEST_MS || end <= now.getTime())
    return badDates('ERR_DATES_PAST', 'The certificate would have to be issued in the past.')
  if (begin >= end)
    return badDates('ERR_DATES_ORDER', 'notAfter has to be later than notBefore, or than now.')
  return undefined
}

const badDates = (code: string, reason: string) =>
  requestProblem(code, reason, 'Correct notBefore and notAfter, or leave them to the CA.')
