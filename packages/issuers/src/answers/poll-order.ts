import { setTimeout as sleep } from 'node:timers/promises'
import type { AcmePort, Order } from '@certwire/acme'

/** The CA was asked for something just now: it is most often done in a moment, and never at once. */
const pausesMs = [5, 10, 20, 40, 80, 160, 320, 640, 1000]

/** No handler waits longer than this, however slowly the CA answers or how often it wants to be asked. */
const PATIENCE_MS = 2500

/** After that the wait is data. Where the CA says nothing, a tenth of what has been waited so far, from seconds to an hour. */
const PART_OF_WAIT = 10
const SOONEST_MS = 5000
const HOUR_MS = 3_600_000
/** A CA that wants to be asked more often is asked this seldom at most, once the wait is a longer one. */
const MINUTE_MS = 60_000
const LONGEST_MS = 24 * HOUR_MS

export interface Polled {
  readonly order: Order
  /** When to look again, if it is not decided. */
  readonly until: Date
}

interface Poll {
  readonly isDecided: (order: Order) => boolean
  /** What the CA has just said of it, with its wish for a pause. */
  readonly seen?: Order | undefined
  /** When the wait began, if it did before this look. */
  readonly since?: string | undefined
  readonly clock: () => Date
}

/**
 * Looks at an order until it is decided, or the CA asks for a longer pause, or a few seconds have passed; once only when
 * the wait is a long one already. RFC 8555 §7.4.
 */
export async function pollOrder(
  acme: AcmePort,
  url: string,
  { isDecided, seen, since, clock }: Poll,
  signal: AbortSignal,
): Promise<Polled> {
  const begin = clock().getTime()
  const giveUpAt = begin + (waitedMs(begin, since) < MINUTE_MS ? PATIENCE_MS : 0)
  let order = seen
  for (const pauseMs of pausesMs) {
    const now = clock().getTime()
    const pause = Math.max(pauseMs, order?.retryAfter ? order.retryAfter.getTime() - now : 0)
    if (order && (isDecided(order) || now + pause > giveUpAt)) break
    await sleep(pause, undefined, { signal })
    order = await acme.order(url, signal)
  }
  order ??= await acme.order(url, signal)
  return { order, until: lookAgain(order.retryAfter, clock(), since) }
}

/** The CA's `Retry-After`, within a day; without it as long as the wait so far makes sensible. */
function lookAgain(retryAfter: Date | undefined, now: Date, since: string | undefined): Date {
  const waited = waitedMs(now.getTime(), since)
  const sensible = Math.min(Math.max(waited / PART_OF_WAIT, SOONEST_MS), HOUR_MS)
  const asked = retryAfter && retryAfter.getTime() - now.getTime()
  const pause = asked === undefined ? sensible : Math.max(asked, Math.min(sensible, MINUTE_MS))
  return new Date(now.getTime() + Math.min(pause, LONGEST_MS))
}

const waitedMs = (now: number, since: string | undefined): number =>
  since === undefined ? 0 : now - Date.parse(since)
