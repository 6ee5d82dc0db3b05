type ChainErrorCode =
  | 'ERR_CHAIN_MALFORMED'
  | 'ERR_CHAIN_KEY'
  | 'ERR_CHAIN_NAMES'
  | 'ERR_CHAIN_DATES'
  | 'ERR_CHAIN_CA'
  | 'ERR_CHAIN_LINK'
  | 'ERR_CHAIN_ROOT'

/** A chain that is not what was ordered, or that nobody could verify. Quotes little of what the CA sent. */
export class ChainError extends Error {
  override readonly name = 'ChainError'
  readonly code: ChainErrorCode

  constructor(code: ChainErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
