import { setTimeout as wait } from 'node:timers/promises'

/** Waits, or returns early when the signal aborts. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(delayMs, undefined, { signal })
  } catch {
    return
  }
}

/** Doubles from a tenth of a second to two seconds. */
export const backoff = (attempt: number) => Math.min(2000, 100 * 2 ** Math.min(attempt, 5))
