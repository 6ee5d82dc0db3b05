/**
 * - `ERR_BUS_UNAVAILABLE`: no answer within the time allowed. Whether the packets are stored is not known.
 * - `ERR_BUS_REFUSED`: the server answered, and said no: a full stream, a missing permission, an illegal setting.
 * - `ERR_BUS_TOO_LARGE`, `ERR_BUS_SUBJECT`, `ERR_BUS_PACKET`: the caller's mistake; nothing of the call was sent.
 * - `ERR_BUS_NO_STREAM`: no declared stream covers the subject.
 * - `ERR_BUS_SETTINGS`: the address or the credentials cannot be understood.
 * - `ERR_BUS_CLOSED`: `close` was called.
 */
export type BusErrorCode =
  | 'ERR_BUS_UNAVAILABLE'
  | 'ERR_BUS_REFUSED'
  | 'ERR_BUS_TOO_LARGE'
  | 'ERR_BUS_SUBJECT'
  | 'ERR_BUS_PACKET'
  | 'ERR_BUS_NO_STREAM'
  | 'ERR_BUS_SETTINGS'
  | 'ERR_BUS_CLOSED'

export class BusError extends Error {
  override readonly name = 'BusError'
  readonly code: BusErrorCode

  constructor(code: BusErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
