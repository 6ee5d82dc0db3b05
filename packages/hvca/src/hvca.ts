/** A domain that the account has claimed. */
export interface Claim {
  /** Lower case, without the dot at its end. */
  readonly domain: string
  /** `PENDING` or `VERIFIED`, as received. */
  readonly status: string
  /** Until when it counts, if it is verified. */
  readonly expiresAt?: Date
  /** Until when its token may be used. */
  readonly assertBy?: Date
  /** How control was shown last: one by HTTP counts for the exact name only. */
  readonly method?: string
}

export interface IssuedCertificate {
  /** Upper-case hex without leading zeros. */
  readonly serial: string
  readonly notBefore?: Date
  readonly notAfter?: Date
}

/** All pages of a list, as far as its bound allows. */
export interface Listed<T> {
  readonly items: readonly T[]
  /** False when there is more than we take. */
  readonly isWhole: boolean
}

/**
 * What HVCA knows of the account. Every method asks anew and rejects with an `HvcaError`, or as its signal says; none
 * waits longer than its timeouts for one answer, or tries again but for a token that is not taken any more. Before the
 * time that HVCA has asked for with `Retry-After`, all reject with its refusal and ask nothing.
 */
export interface Hvca {
  /** Pending and verified. */
  claims(signal: AbortSignal): Promise<Listed<Claim>>
  /** How many certificates may still be issued. */
  quota(signal: AbortSignal): Promise<number>
  /** How many were, ever. */
  counters(signal: AbortSignal): Promise<{ readonly issued: number; readonly revoked: number }>
  /** What was issued from then to then, to the second. */
  issued(from: Date, to: Date, signal: AbortSignal): Promise<Listed<IssuedCertificate>>
  close(): Promise<void>
}
