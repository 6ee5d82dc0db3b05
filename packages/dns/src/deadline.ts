/**
 * Runs `work` with a signal that also aborts, with `late()` as its reason, after `timeoutMs`. The timer is gone when
 * the work has ended.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  late: () => Error,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(late()), timeoutMs)
  try {
    return await work(AbortSignal.any([signal, deadline.signal]))
  } finally {
    clearTimeout(timer)
  }
}
