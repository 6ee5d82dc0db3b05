/** What a platform that has slept may send at once, and what one may send for ever. */
const BURST = 1500
const PER_SECOND = 20
const MOST_SENDERS = 10_000

interface Bucket {
  readonly left: number
  readonly at: number
}

/**
 * A token bucket for each sender, in this process: undefined when a call is within it, else the seconds until the next
 * would be. Whoever has not called for longest is forgotten.
 */
export function rateLimit(clock: () => Date): (sender: string) => number | undefined {
  const buckets = new Map<string, Bucket>()
  return (sender) => {
    const at = clock().getTime()
    const known = buckets.get(sender) ?? { left: BURST, at }
    const left = Math.min(BURST, known.left + ((at - known.at) / 1000) * PER_SECOND)
    buckets.delete(sender)
    buckets.set(sender, { left: left < 1 ? left : left - 1, at })
    const [oldest] = buckets.keys()
    if (buckets.size > MOST_SENDERS && oldest !== undefined) buckets.delete(oldest)
    return left < 1 ? Math.ceil((1 - left) / PER_SECOND) : undefined
  }
}
