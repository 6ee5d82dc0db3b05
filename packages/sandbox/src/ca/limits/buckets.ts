import type { SandboxCaBucket } from './limits.ts'

/** A token bucket for each key. */
export interface Buckets {
  /** When there is a token again, in whole seconds; undefined when there is one now. */
  emptyUntil(key: string): Date | undefined
  /** Takes one, if there is one. */
  spend(key: string): void
}

const sweepAt = 10_000

/** Per key there is one number: when the bucket is full again. */
export function buckets({ count, perMs }: SandboxCaBucket, clock: () => Date): Buckets {
  const fullAt = new Map<string, number>()
  const tokenMs = perMs / count
  let sweepSize = sweepAt
  const missingMs = (key: string, now: number) => Math.max(0, (fullAt.get(key) ?? 0) - now)
  const sweep = (now: number) => {
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key)
    sweepSize = Math.max(sweepAt, fullAt.size * 2)
  }
  return {
    emptyUntil: (key) => {
      const now = clock().getTime()
      const missing = missingMs(key, now)
      // Half a millisecond, for what division leaves of a whole token.
      if (missing <= perMs - tokenMs + 0.5) return undefined
      return new Date(Math.ceil((now + missing - (perMs - tokenMs)) / 1000) * 1000)
    },
    spend: (key) => {
      const now = clock().getTime()
      const missing = missingMs(key, now) + tokenMs
      if (missing > perMs + 0.5) return
      fullAt.set(key, now + missing)
      if (fullAt.size > sweepSize) sweep(now)
    },
  }
}
