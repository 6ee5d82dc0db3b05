/**
 * What went wrong, for code to switch on:
 *
 * - `ERR_STORE_UNAVAILABLE` the server is away, too late or failing over: try again later
 * - `ERR_STORE_FULL`, `ERR_STORE_IO` the disk: the store goes on once an operator has helped it
 * - `ERR_STORE_INVALID`, `ERR_STORE_TOO_LARGE` this document or query will never be taken
 * - `ERR_STORE_IN_USE`, `ERR_STORE_UNREADABLE`, `ERR_STORE_UNWRITABLE`, `ERR_STORE_CONFIG`, `ERR_STORE_REFUSED`,
 *   `ERR_STORE_SCHEMA` the store cannot be opened like this
 * - `ERR_STORE_CLOSED` after `close`
 * - `ERR_STORE_FAILED` anything else
 */
export type StoreErrorCode =
  | 'ERR_STORE_CLOSED'
  | 'ERR_STORE_CONFIG'
  | 'ERR_STORE_FAILED'
  | 'ERR_STORE_FULL'
  | 'ERR_STORE_INVALID'
  | 'ERR_STORE_IN_USE'
  | 'ERR_STORE_IO'
  | 'ERR_STORE_REFUSED'
  | 'ERR_STORE_SCHEMA'
  | 'ERR_STORE_TOO_LARGE'
  | 'ERR_STORE_UNAVAILABLE'
  | 'ERR_STORE_UNREADABLE'
  | 'ERR_STORE_UNWRITABLE'

/** Its message and cause never hold a value of a document or a credential of the address. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
