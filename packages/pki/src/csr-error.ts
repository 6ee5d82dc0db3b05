type CsrErrorCode =
  | 'ERR_CSR_MALFORMED'
  | 'ERR_CSR_PRIVATE_KEY'
  | 'ERR_CSR_SIGNATURE'
  | 'ERR_CSR_KEY'
  | 'ERR_CSR_NAMES'

/** A CSR that no CA should be shown. Never quotes what was sent. */
export class CsrError extends Error {
  override readonly name = 'CsrError'
  readonly code: CsrErrorCode

  constructor(code: CsrErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
