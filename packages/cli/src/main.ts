import { CommanderError } from 'commander'
import { CliError, exitCodes } from './cli-error.ts'
import { processContext } from './process-context.ts'
import { createProgram } from './program.ts'
import { firstSignal } from './shutdown.ts'

try {
  await createProgram((format) => processContext(format, firstSignal())).parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

/** Says what went wrong, and gives the exit code that says it to scripts. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  const { code, message } =
    error instanceof Error
      ? { code: undefined, ...error, message: error.message }
      : { code: undefined, message: String(error) }
  process.stderr.write(`error: ${code === undefined ? '' : `${String(code)}: `}${message}\n`)
  return error instanceof CliError ? error.exitCode : exitCodes.failure
}
