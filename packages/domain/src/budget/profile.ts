/** A token bucket: full at first with `count`, and as many flow back evenly within `perMs`. */
export interface Allowance {
  readonly count: number
  readonly perMs: number
}

/** Requests, which a CA limits for each address that asks. */
export interface RequestRate {
  readonly perSecond: number
  readonly burst: number
}

/** What a CA counts, as far as it is known. A limit that is left out is not known, and is learned when the CA names it. */
export interface BudgetProfile {
  readonly accounts?: Allowance
  /** For each account. */
  readonly orders?: Allowance
  /** Challenges that are answered, for each account. */
  readonly challenges?: Allowance
  /** Certificates for each registered domain, whoever asks for them. */
  readonly certificatesPerDomain?: Allowance
  /** Certificates for each exact set of identifiers. */
  readonly certificatesPerSet?: Allowance
  /** Failed authorizations for each identifier and account. */
  readonly failures?: Allowance
  /** So many failures with no success in between pause an identifier. */
  readonly failuresToPause?: number
  /** An order that says which certificate it replaces (RFC 9773 §5) is not counted. */
  readonly exemptsRenewals?: boolean
  /** By endpoint; `other` are those that are not named. */
  readonly requests?: Readonly<Record<string, RequestRate>>
}
