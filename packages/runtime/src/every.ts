import { setTimeout as sleep } from 'node:timers/promises'

/** Runs `work` now and `periodMs` after each end, until the signal; resolves when the last run has ended. */
export async function every(
  periodMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work(signal)
    } catch (error) {
      if (!signal.aborted) onError(error)
    }
    await sleep(periodMs, undefined, { signal }).catch(() => undefined)
  }
}
