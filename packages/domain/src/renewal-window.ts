import { after, earlier } from './deadline.ts'
import type { Renewal, RenewalWindow } from './renewal.ts'
import { awake } from './renewal-course.ts'
import { dueOf, latestOf } from './renewal-life.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** RFC 9773 §4.3.2: what a CA asks for is kept within these bounds; this is when it asks for nothing. */
const [SHORTEST_POLL, USUAL_POLL, LONGEST_POLL] = [MINUTE, 6 * HOUR, DAY]

/** RFC 9773 §4.3.3: what only somebody's work can change. */
const AFTER_REFUSAL = 6 * HOUR

const ANSWER_WITHIN = 2 * MINUTE

/** What the CA said of a certificate. */
export interface RenewalInfo {
  /** `end` is after `start`. */
  readonly window: { readonly start: Date; readonly end: Date }
  readonly explanationUrl?: string
  readonly retryAfter?: Date
}

/** Why nothing was said: it may pass, somebody must act, or the CA gives no such information at all. */
export type Untold = 'for now' | 'refused' | 'not offered'

/**
 * RFC 9773 §4.2: an instant within the window, each as likely; one that was chosen stands as long as the window does.
 * One that is over means now. What has been tried in vain, or a person asked for, does not become later by it.
 */
export function told(
  renewal: Renewal,
  info: RenewalInfo,
  now: Date,
  random: () => number,
): Renewal {
  const { window, explanationUrl } = info
  const found: RenewalWindow = {
    ...{ start: window.start.toISOString(), end: window.end.toISOString() },
    ...(explanationUrl !== undefined && { explanationUrl }),
  }
  const next = { ...renewal, window: found, pollAt: pollAt(info, now), pollFailures: 0 }
  const stands = renewal.window?.start === found.start && renewal.window.end === found.end
  return awake(stands ? next : chosen(next, found, now, random()))
}

function pollAt({ retryAfter }: RenewalInfo, now: Date): string {
  const asked = retryAfter ? retryAfter.getTime() - now.getTime() : USUAL_POLL
  return after(now, Math.min(Math.max(asked, SHORTEST_POLL), LONGEST_POLL))
}

function chosen(
  renewal: Renewal,
  { start, end }: RenewalWindow,
  now: Date,
  random: number,
): Renewal {
  const { planId: _, rank: _rank, rushedAt = after(now, 0), ...rest } = renewal
  const [from, to] = [Date.parse(start), Date.parse(end)]
  const pick = after(new Date(from), (to - from) * random)
  const isFree = rest.reason !== 'failure' && rest.reason !== 'person'
  return {
    ...{ ...rest, state: 'scheduled' },
    renewAt: earlier(pick, isFree ? latestOf(rest.facts) : rest.renewAt),
    ...(isFree && { reason: 'window' }),
    ...(isRushed(rest, end, now) && { rushedAt }),
  }
}

/** The window is over although its time has not come: something is wrong with the certificate. */
const isRushed = ({ facts }: Pick<Renewal, 'facts'>, end: string, now: Date): boolean =>
  end <= after(now, 0) && after(now, 0) < dueOf(facts)

/** Its time stays as it was. What may pass is asked for again soon, then ever more seldom. */
export function untold(
  renewal: Renewal,
  why: Untold,
  { now, random, retryAfter = now }: { now: Date; random: () => number; retryAfter?: Date },
): Renewal {
  const pollFailures = renewal.pollFailures + 1
  const passing = Math.min(MINUTE * 2 ** renewal.pollFailures, AFTER_REFUSAL)
  const pause = { 'for now': passing, refused: AFTER_REFUSAL, 'not offered': DAY }[why]
  const asked = Math.min(retryAfter.getTime() - now.getTime(), LONGEST_POLL)
  // What was refused together does not come back together.
  const pollAt = after(now, Math.max(pause, asked) * (1 + random() / 10))
  return awake({ ...renewal, pollFailures, pollAt })
}

/** Somebody asks: the others leave the CA alone until he has an answer, or has had the time to get one. */
export const asking = (renewal: Renewal, now: Date): Renewal =>
  awake({ ...renewal, pollAt: after(now, ANSWER_WITHIN) })

/** Nobody asks for the window of what has expired, or has a name that cannot be told. */
export function unasked({ pollAt: _, ...renewal }: Renewal): Renewal {
  return awake(renewal)
}
