import { unlessAborted } from '@certwire/runtime'

const LIFETIME_MS = 60_000
/** What takes longer is left for whoever asks next. */
const PATIENCE_MS = 2500
const LONGEST_MS = 50_000

interface Deps {
  readonly clock: () => Date
  readonly failed: (error: unknown) => void
  /** Aborts when nobody needs an answer any more. */
  readonly closing: AbortSignal
}

/**
 * Asks at most once a minute, for all who want to know. Undefined when the answer could not be had, or not in the few
 * seconds that a handler has; a failure is told once and counts for its minute too. May be lost at any moment.
 */
export function recently<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { clock, failed, closing }: Deps,
): (signal: AbortSignal) => Promise<T | undefined> {
  let held: { answer: Promise<T | undefined>; until: number } | undefined
  const asked = async () => {
    try {
      return await ask(AbortSignal.any([closing, AbortSignal.timeout(LONGEST_MS)]))
    } catch (error) {
      failed(error)
      return undefined
    }
  }
  return (signal) => {
    const now = clock().getTime()
    if (!held || held.until <= now) held = { answer: asked(), until: now + LIFETIME_MS }
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    return unlessAborted(held.answer, patience, undefined)
  }
}
