export interface SandboxHvcaClaim {
  readonly domain: string
  readonly status: 'PENDING' | 'VERIFIED'
  readonly expiresAt?: Date
  readonly assertBy?: Date
  /** `DNS`, `EMAIL` or `HTTP`. */
  readonly method?: string
}

export interface SandboxHvcaCertificate {
  /** Upper-case hex. */
  readonly serial: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** All that the stub has and knows; a test changes it as it likes. */
export interface SandboxHvcaAccount {
  /** Certificates that may still be issued. */
  quota: number
  readonly claims: SandboxHvcaClaim[]
  readonly issued: SandboxHvcaCertificate[]
  /** How many of them are revoked. */
  revoked: number
}

export interface State {
  readonly account: SandboxHvcaAccount
  readonly apiKey: string
  readonly apiSecret: string
  /** Until when, by token. */
  readonly tokens: Map<string, Date>
  readonly largestPage: number
  readonly clock: () => Date
}
