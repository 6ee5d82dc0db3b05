import type { HttpProblem } from '@certwire/runtime'

/** Who asks over HTTP waits half a minute, and hears before that why not. */
const PATIENCE_MS = 25_000

/** Asks for something far away. Rejects with `late` when that takes too long, else with what a failure is in HTTP's words. */
export async function inTime<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  late: HttpProblem,
  refusalOf: (error: unknown) => unknown,
): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  try {
    return await ask(patience)
  } catch (error) {
    throw patience.aborted ? late : refusalOf(error)
  }
}
