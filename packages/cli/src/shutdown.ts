import { exitCodes } from './cli-error.ts'

const PATIENCE_MS = 10_000

/**
 * Aborts on the first SIGINT or SIGTERM. A second one, or ten seconds without an end, ends the process at once: what
 * was under way is repeated by whoever comes next.
 */
export function firstSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.failure)
    controller.abort()
    setTimeout(() => process.exit(exitCodes.failure), PATIENCE_MS).unref()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return controller.signal
}
