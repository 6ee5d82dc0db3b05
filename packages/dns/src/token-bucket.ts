import { setTimeout as after } from 'node:timers/promises'
import { DnsProviderError } from './provider-error.ts'

const LONGEST_WAIT_MS = 3000

interface TokenBucketOptions {
  /** What may be spent at once. */
  readonly capacity: number
  /** What comes back. */
  readonly perSecond: number
  /** Whose limit it is, for the message of who has to wait longer. */
  readonly limit: string
  readonly clock: () => Date
  /** Waits; a timer by default. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

export interface TokenBucket {
  /**
   * Resolves when so many tokens are there and taken, first come first served. Who would have to wait longer than 3 s
   * takes nothing and is refused with `ERR_DNS_PROVIDER_THROTTLED` and the time to come again.
   */
  take(count: number, signal: AbortSignal): Promise<void>
}

/** Keeps calls below a vendor's limit, so that it never has to refuse one. */
export function tokenBucket(options: TokenBucketOptions): TokenBucket {
  const { capacity, perSecond, limit, clock, pause = timer } = options
  let tokens = capacity
  let filledAt = clock().getTime()
  const fill = () => {
    const now = clock().getTime()
    // A clock that was set back fills nothing.
    tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond)
    filledAt = now
    return now
  }
  return {
    take: async (count, signal) => {
      signal.throwIfAborted()
      const now = fill()
      const waitMs = Math.ceil((Math.max(0, count - tokens) / perSecond) * 1000)
      if (waitMs > LONGEST_WAIT_MS) throw throttled(limit, new Date(now + waitMs))
      // Below zero while somebody waits: who comes later waits for his own and theirs.
      tokens -= count
      if (waitMs === 0) return
      try {
        await pause(waitMs, signal)
      } catch (error) {
        tokens += count
        signal.throwIfAborted()
        throw error
      }
    },
  }
}

const timer = (ms: number, signal: AbortSignal) => after(ms, undefined, { signal })

function throttled(limit: string, retryAfter: Date): DnsProviderError {
  const message = `${limit} is used up by our own calls; more from ${retryAfter.toISOString()}.`
  return new DnsProviderError('ERR_DNS_PROVIDER_THROTTLED', message, { retryAfter })
}

type Clock = TokenBucketOptions['clock']

/** Buckets that are shared by all who have the same key and the same clock: a limit is an account's, not a zone's. */
export function sharedBuckets(options: Omit<TokenBucketOptions, 'clock'>) {
  const buckets = new WeakMap<Clock, Map<string, TokenBucket>>()
  return (key: string, clock: Clock): TokenBucket => {
    const ofClock = buckets.get(clock) ?? new Map<string, TokenBucket>()
    buckets.set(clock, ofClock)
    const bucket = ofClock.get(key) ?? tokenBucket({ ...options, clock })
    ofClock.set(key, bucket)
    return bucket
  }
}
