/** For work that several callers share: giving up ends the waiting of one, and neither the work nor that of the others. */
export async function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whoever has given up hears nothing of how the work ends, and nobody else may: that is no unhandled rejection.
  work.catch(() => undefined)
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const giveUp = () => reject(signal.reason)
  signal.addEventListener('abort', giveUp, { once: true })
  work.then(resolve, reject)
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
