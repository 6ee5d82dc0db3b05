import type { SandboxCaBend } from '../bend.ts'
import type { SandboxCaProblem } from '../control.ts'

const year = 365 * 24 * 3600 * 1000

/** For a key that nobody has. */
export const wrongKey: SandboxCaBend = { key: 'another' }

/** One that ended long ago. */
export const expired: SandboxCaBend = { agedMs: 2 * year }

export const leafOnly: SandboxCaBend = { chain: 'leaf only' }

/** A chain that ends in the middle of a line. */
export const cutOff: SandboxCaBend = { chain: 'cut off' }

export const turnedRound: SandboxCaBend = { chain: 'turned round' }

/** For other names than those of the order. */
export function wrongNames(...names: string[]): SandboxCaBend {
  return { names }
}

/** No certificate: the order becomes invalid. */
export function refused(problem: SandboxCaProblem): SandboxCaBend {
  return { refused: problem }
}
