/** What the CA has done so far, for a test that has to know it from the other side. */
export interface SandboxLedger {
  /** How many accounts were made; finding one again makes none. */
  accounts: number
  readonly orders: { url: string; names: readonly string[] }[]
  /** Every finalization that reached its order, the refused ones too. */
  readonly finalizations: { orderUrl: string }[]
  /** `serial` in upper-case hex; `spki` is the DER of the subject's public key in base64. */
  readonly issued: { serial: string; names: string[]; orderUrl: string; spki: string }[]
  /** `reason` is of RFC 5280 §5.3.1. */
  readonly revoked: { serial: string; reason: number }[]
}

export function emptyLedger(): SandboxLedger {
  return { accounts: 0, orders: [], finalizations: [], issued: [], revoked: [] }
}
