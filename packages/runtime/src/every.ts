import { setTimeout as sleep } from 'node:timers/promises'

/** The longest that a job which keeps failing is left alone, unless its own period is longer. */
const LONGEST_PAUSE_MS = 5000

/**
 * Runs `work` now and `periodMs` after each end, more seldom while it fails, until the signal; resolves when the last
 * run has ended.
 */
export async function every(
  periodMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  const longest = Math.max(periodMs, LONGEST_PAUSE_MS)
  let pauseMs = periodMs
  while (!signal.aborted) {
    try {
      await work(signal)
      pauseMs = periodMs
    } catch (error) {
      if (signal.aborted) return
      onError(error)
      pauseMs = Math.min(pauseMs * 2, longest)
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}
