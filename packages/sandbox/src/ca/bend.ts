import type { SandboxCaProblem } from './control.ts'

/** What is wrong with a certificate, or that there is none. */
export interface SandboxCaBend {
  /** It is for a key that nobody has. */
  readonly key?: 'another'
  /** It is for these names. */
  readonly names?: readonly string[]
  /** As if it had been issued so long ago. */
  readonly agedMs?: number
  /** `leaf only` leaves the intermediate out, `cut off` ends in the middle of it, `turned round` has it first. */
  readonly chain?: 'leaf only' | 'cut off' | 'turned round'
  /** The order becomes invalid with this error. */
  readonly refused?: SandboxCaProblem
}
