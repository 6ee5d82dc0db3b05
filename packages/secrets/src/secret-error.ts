export type SecretErrorCode =
  | 'ERR_KEK_FORMAT'
  | 'ERR_KEK_FILE_MODE'
  | 'ERR_KEK_FILE'
  | 'ERR_SEALED_UNKNOWN_KEK'
  | 'ERR_SEALED_TAMPERED'

/** Something is wrong with a key or with what it sealed. Never says what the key or the secret is. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
  readonly code: SecretErrorCode

  constructor(code: SecretErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
