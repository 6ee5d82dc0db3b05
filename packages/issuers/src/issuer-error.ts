type IssuerErrorCode = 'ERR_ISSUER_UNKNOWN' | 'ERR_ACCOUNT_MISSING'

/** An issuer cannot be used, for a reason of ours and not of the CA's. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError'
  readonly code: IssuerErrorCode
  /** Whether it may be there later with nobody acting. */
  readonly retryable: boolean

  constructor(code: IssuerErrorCode, message: string) {
    super(message)
    this.code = code
    this.retryable = code === 'ERR_ACCOUNT_MISSING'
  }
}
