import { setTimeout as sleep } from 'node:timers/promises'
import type { AcmePort, Order } from '@certwire/acme'

/** Pauses between looks: an order is most often decided in a moment, and no handler waits longer than this in all. */
const pausesMs = [40, 80, 160, 320, 640, 1000]

/** After that the wait is data: where the CA says nothing, this long. */
const LATER_MS = 5000
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
  let order = await acme.order(url, signal)
  for (const pauseMs of pausesMs) {
    const asked = order.retryAfter ? order.retryAfter.getTime() - clock().getTime() : 0
    if (isDecided(order) || asked > Math.max(...pausesMs)) break
    await sleep(Math.max(pauseMs, asked), undefined, { signal })
    order = await acme.order(url, signal)
  }
  return { order, until: lookAgain(order.retryAfter, clock()) }
}

/** The CA's `Retry-After`, within a day. */
function lookAgain(retryAfter: Date | undefined, now: Date): Date {
  const delayMs = retryAfter ? retryAfter.getTime() - now.getTime() : LATER_MS
  return new Date(now.getTime() + Math.min(Math.max(delayMs, 1000), LONGEST_MS))
}
