import {
  type MessageOf,
  OrderDeferred,
  OrderRefused,
  type PlaceOrder,
  type Problem,
} from '@certwire/contracts'

interface Chance {
  readonly clock: () => Date
  readonly random: () => number
}

/** What DNS says is remembered for a minute, so there is nothing new before. */
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 30 * 60_000

/** Nothing is spent at the CA on what DNS will not let pass; what may pass by itself is looked at again, ever later. */
export function objected(
  { orderId, data: { generation, deferred = 0 } }: MessageOf<typeof PlaceOrder>,
  problem: Problem,
  { clock, random }: Chance,
) {
  if (!problem.retryable) return OrderRefused(orderId, { generation, problem })
  // A third of it is chance, so that orders do not return together.
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** deferred, LONGEST_PAUSE_MS) * (1 + random() / 2)
  const until = new Date(clock().getTime() + pauseMs).toISOString()
  return OrderDeferred(orderId, { generation, until, problem })
}
