import { closed } from './failure.ts'
import type { Link } from './link.ts'
import { backoff, pause } from './pause.ts'

/**
 * Repeats `work` until it succeeds, with growing pauses, and not while there is no connection. Ends early if
 * `onFailure` throws, and with `ERR_BUS_CLOSED` when the signal aborts.
 */
export async function persist<T>(
  work: () => Promise<T>,
  link: Link,
  signal: AbortSignal,
  onFailure: (error: unknown, attempt: number) => void,
): Promise<T> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      if (link.up) return await work()
    } catch (error) {
      if (!signal.aborted) onFailure(error, attempt)
    }
    await pause(backoff(attempt), signal)
  }
  throw closed()
}
