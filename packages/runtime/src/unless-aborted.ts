/** What the work gives, or `otherwise` as soon as the signal aborts: then the work is left alone, whatever comes of it. */
export async function unlessAborted<T, O>(
  work: Promise<T>,
  signal: AbortSignal,
  otherwise: O,
): Promise<T | O> {
  const aborted = Promise.withResolvers<O>()
  const stop = () => aborted.resolve(otherwise)
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
