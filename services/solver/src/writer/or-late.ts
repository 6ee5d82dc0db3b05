import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for it, but not longer; rejects with the signal's reason. */
export async function orLate(
  what: Promise<unknown>,
  longestMs: number,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController()
  const late = sleep(longestMs, undefined, { signal: AbortSignal.any([signal, over.signal]) })
  try {
    await Promise.race([what, late])
  } finally {
    over.abort()
    late.catch(() => undefined)
  }
}
