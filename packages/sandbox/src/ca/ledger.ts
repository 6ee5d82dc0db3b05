/** What the CA has done so far, for a test that has to know it from the other side: the latest lines of each list. */
export interface SandboxLedger {
  /** How many accounts were made; finding one again makes none. */
  accounts: number
  /** Which account used which EAB, each use. */
  readonly bindings: { kid: string; accountUrl: string }[]
  readonly orders: { url: string; names: readonly string[]; accountUrl: string; at: Date }[]
  /** Every finalization that reached its order, the refused ones too. */
  readonly finalizations: { orderUrl: string }[]
  readonly issued: SandboxIssued[]
  /** `reason` is of RFC 5280 §5.3.1. */
  readonly revoked: { serial: string; reason: number }[]
}

export interface SandboxIssued {
  /** Upper-case hex. */
  serial: string
  /** Those of the order. */
  names: string[]
  orderUrl: string
  /** DER of the public key that the CSR had, in base64. */
  spki: string
  accountUrl: string
  at: Date
  notAfter: Date
  /** The certificate's id by RFC 9773 §4.1. */
  certId: string
}

export function emptyLedger(): SandboxLedger {
  return { accounts: 0, bindings: [], orders: [], finalizations: [], issued: [], revoked: [] }
}
