/** Tells how long the next change of a zone has to wait for company. */
export interface Pacing {
  /** Milliseconds from now. */
  delayMs(now: number): number
  /** `longestMs` is what the vendor's quota is worth. */
  sent(now: number, longestMs: number): void
}

const FIRST_MS = 100

/**
 * The first change of a zone goes at once. Under load each one waits twice as long after the last as the one before,
 * up to the longest: the more there is to do, the more of it goes together.
 */
export function pacing(): Pacing {
  let last = Number.NEGATIVE_INFINITY
  let gap = 0
  return {
    delayMs: (now) => Math.max(0, last + gap - now),
    sent: (now, longestMs) => {
      const isIdle = now - last > 2 * longestMs
      gap = Math.min(isIdle ? FIRST_MS : gap * 2, longestMs)
      last = now
    },
  }
}
