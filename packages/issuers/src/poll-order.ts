import { setTimeout as sleep } from 'node:timers/promises'
import type { AcmePort, Order } from '@certwire/acme'

/** The CA was asked for something just now: it is most often done in a moment, and never at once. */
const FIRST_LOOK_MS = 5
const pausesMs = [10, 20, 40, 80, 160, 320, 640, 1000]

/** No handler waits longer than this, however slowly the CA answers or how often it wants to be asked. */
const PATIENCE_MS = 2500

/** After that the wait is data: where the CA says nothing, this long. */
const LATER_MS = 5000
const SOONEST_MS = 1000
const LONGEST_MS = 24 * 3_600_000

export interface Polled {
  readonly order: Order
  /** When to look again, if it is not decided. */
  readonly until: Date
}

/** Looks at an order until it is decided, or the CA asks for a longer pause, or a few seconds have passed. RFC 8555 §7.4. */
export async function pollOrder(
  acme: AcmePort,
  url: string,
  isDecided: (order: Order) => boolean,
  clock: () => Date,
  signal: AbortSignal,
): Promise<Polled> {
  const giveUpAt = clock().getTime() + PATIENCE_MS
  await sleep(FIRST_LOOK_MS, undefined, { signal })
  let order = await acme.order(url, signal)
  for (const pauseMs of pausesMs) {
    const now = clock().getTime()
    const pause = Math.max(pauseMs, order.retryAfter ? order.retryAfter.getTime() - now : 0)
    if (isDecided(order) || now + pause > giveUpAt) break
    await sleep(pause, undefined, { signal })
    order = await acme.order(url, signal)
  }
  return { order, until: lookAgain(order.retryAfter, clock()) }
}

/** The CA's `Retry-After`, within a day. */
function lookAgain(retryAfter: Date | undefined, now: Date): Date {
  const delayMs = retryAfter ? retryAfter.getTime() - now.getTime() : LATER_MS
  return new Date(now.getTime() + Math.min(Math.max(delayMs, SOONEST_MS), LONGEST_MS))
}
