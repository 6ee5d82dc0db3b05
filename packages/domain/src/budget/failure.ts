import { availableAt, type Bucket, spend } from './bucket.ts'
import type { BudgetProfile } from './profile.ts'

/** What is remembered of an identifier's failed authorizations. */
export interface Failures {
  readonly bucket: Bucket
  /** With no success in between. */
  readonly inARow: number
  /** The latest generations of orders that were counted, so that none is counted twice. */
  readonly counted: readonly string[]
  /** The CA has paused the identifier; until then nothing is tried. */
  readonly pausedUntil?: number | undefined
}

const REMEMBERED = 50
/** A person has to lift the pause at the CA; whether somebody has is tried once a day. */
const PAUSE_MS = 24 * 3_600_000

/** One more failure, unless it was counted before. */
export function failed(
  before: Failures,
  who: string,
  profile: BudgetProfile,
  now: number,
): Failures {
  if (before.counted.includes(who)) return before
  const { failures, failuresToPause = Number.POSITIVE_INFINITY } = profile
  const inARow = before.inARow + 1
  return {
    ...before,
    inARow,
    ...(failures && { bucket: spend(before.bucket, 1, failures, now) }),
    counted: [...before.counted, who].slice(-REMEMBERED),
    ...(inARow >= failuresToPause && { pausedUntil: now + PAUSE_MS }),
  }
}

/** When the identifier may be tried again; nothing when it may be tried now. */
export function triedAgainAt(
  { bucket, pausedUntil = 0 }: Failures,
  { failures }: BudgetProfile,
  now: number,
): { at: number; isPaused: boolean } | undefined {
  if (pausedUntil > now) return { at: pausedUntil, isPaused: true }
  const at = failures ? Math.ceil(availableAt(bucket, 1, failures, now)) : now
  return at > now ? { at, isPaused: false } : undefined
}
