import type { SandboxCaOperation } from '../operation.ts'

/** A token bucket: full at first with `count`, and as many flow back evenly within `perMs`. */
export interface SandboxCaBucket {
  readonly count: number
  readonly perMs: number
}

/** What the CA counts. A limit that is left out does not exist. */
export interface SandboxCaLimits {
  /** For each address that asks. */
  readonly accounts?: SandboxCaBucket
  /** For each account. */
  readonly orders?: SandboxCaBucket
  /** Challenges that are answered, for each account. */
  readonly challenges?: SandboxCaBucket
  /** For each registered domain; looked at with the order, spent with the certificate. */
  readonly certificatesPerDomain?: SandboxCaBucket
  /** For each exact set of identifiers; looked at with the order, spent with the certificate. */
  readonly certificatesPerSet?: SandboxCaBucket
  /** For each identifier and account; looked at with the order, spent with the failure. */
  readonly failures?: SandboxCaBucket
  /** So many failures without a success in between pause the identifier for the account. */
  readonly failuresToPause?: number
  /** For each address that asks: beyond it there is a 503. `other` are those that are not named. */
  readonly requests?: Readonly<Partial<Record<SandboxCaOperation | 'other', SandboxCaBucket>>>
}
