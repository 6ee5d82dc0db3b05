import type { Patience, Phase } from './order.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long a phase may last. A CA that vets an organisation keeps an order in `processing` for days, and one that
 * limits rates refuses orders for as long; DNS is done in an hour or not at all.
 */
const patience: Record<Phase, number> = {
  approving: 7 * DAY,
  placing: 3 * DAY,
  proving: HOUR,
  validating: DAY,
  finalizing: 14 * DAY,
  storing: DAY,
  issued: 30 * DAY,
  revoking: 7 * DAY,
  revoked: 30 * DAY,
  failed: 30 * DAY,
  cancelled: 30 * DAY,
}

const FIRST_REDRIVE = 15 * SECOND
const LONGEST_REDRIVE = 10 * MINUTE

/** The delays that Let's Encrypt recommends between tries: a minute, ten, a hundred. */
const retries = [MINUTE, 10 * MINUTE, 100 * MINUTE]

export const after = (now: Date, delayMs: number): string =>
  new Date(now.getTime() + delayMs).toISOString()

export function deadlineOf(phase: Phase, now: Date, days: Partial<Patience> = {}): string {
  const given = days[phase as keyof Patience]
  return after(now, given === undefined ? patience[phase] : given * DAY)
}

/** When a command without an answer is sent again: silence means that it, or its answer, was lost. */
export const redriveAt = (redrives: number, now: Date): string =>
  after(now, Math.min(FIRST_REDRIVE * 2 ** redrives, LONGEST_REDRIVE))

/** When whoever has to approve an order is reminded of it. */
export const remindAt = (now: Date): string => after(now, DAY)

/** When an issuer is tried again after so many tries failed, or nothing when there were enough. */
export function retryAt(tries: number, now: Date): string | undefined {
  const delay = retries[tries - 1]
  return delay === undefined ? undefined : after(now, delay)
}

/** Limits may be known for a week ahead. Whoever waits for one is given the time and a day, but not for ever. */
const LONGEST_LIMIT_WAIT = 60 * DAY

export function deadlineWithLimit(deadline: string, until: string, createdAt: string): string {
  const wanted = earlier(
    after(new Date(until), DAY),
    after(new Date(createdAt), LONGEST_LIMIT_WAIT),
  )
  return wanted > deadline ? wanted : deadline
}

/** The earlier of two instants. */
export const earlier = (a: string, b: string): string => (a < b ? a : b)
