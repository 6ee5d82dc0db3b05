interface TokenBucket {
  /** Takes them all or none, and says whether they were there. */
  take(tokens: number): boolean
}

/** Full at first, filled up at an even rate. */
export function tokenBucket(capacity: number, perSecond: number, clock: () => Date): TokenBucket {
  let tokens = capacity
  let filledAt = clock().getTime()
  return {
    take: (wanted) => {
      const now = clock().getTime()
      tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (tokens < wanted) return false
      tokens -= wanted
      return true
    },
  }
}
