import type { Context, Streams } from './context.ts'
import type { Format } from './print.ts'
import { createProgram } from './program.ts'
import { reportError } from './report-error.ts'

/** Runs one command line, and gives its exit code. */
export async function cli(
  args: readonly string[],
  makeContext: (format: Format) => Context,
  streams: Streams,
): Promise<number> {
  try {
    await createProgram(makeContext, streams).parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return reportError(error, streams.err)
  }
}
