import { CliError, exitCodes } from './cli-error.ts'

const PATIENCE_MS = 10_000

/**
 * Aborts on the first SIGINT or SIGTERM. A second one, or ten seconds without an end, ends the process at once: what
 * was under way is repeated by whoever comes next.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  const stop = (name: 'SIGINT' | 'SIGTERM') => {
    const exit = name === 'SIGINT' ? 'interrupted' : 'terminated'
    if (controller.signal.aborted) process.exit(exitCodes[exit])
    controller.abort(new CliError('ERR_INTERRUPTED', `Stopped by ${name} before the end.`, exit))
    setTimeout(() => {
      process.stderr.write('error: ERR_SHUTDOWN: It did not end within ten seconds.\n')
      process.exit(exitCodes.failure)
    }, PATIENCE_MS).unref()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return controller.signal
}
