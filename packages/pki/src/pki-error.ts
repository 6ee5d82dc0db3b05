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

  constructor(code: CsrErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

type ChainErrorCode =
  | 'ERR_CHAIN_MALFORMED'
  | 'ERR_CHAIN_KEY'
  | 'ERR_CHAIN_NAMES'
  | 'ERR_CHAIN_DATES'
  | 'ERR_CHAIN_CA'
  | 'ERR_CHAIN_LINK'
  | 'ERR_CHAIN_ROOT'

/** A chain that is not what was ordered, or that nobody could verify. */
export class ChainError extends Error {
  override readonly name = 'ChainError'
  readonly code: ChainErrorCode

  constructor(code: ChainErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
