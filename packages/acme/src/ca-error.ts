import type { Endpoint } from './port.ts'

type CaErrorCode =
  | 'ERR_CA_UNREACHABLE'
  | 'ERR_CA_TIMEOUT'
  | 'ERR_CA_TLS'
  | 'ERR_CA_REDIRECT'
  | 'ERR_CA_URL_FOREIGN'
  | 'ERR_CA_BODY_TOO_LARGE'
  | 'ERR_CA_MALFORMED'
  | 'ERR_CA_PROFILE_UNKNOWN'
  | 'ERR_CA_NO_RENEWAL_INFO'
  | 'ERR_CA_NO_KEY_CHANGE'
  | 'ERR_CA_KEY_TAKEN'

const passing = new Set<CaErrorCode>(['ERR_CA_UNREACHABLE', 'ERR_CA_TIMEOUT'])

/** The CA could not be asked, or did not answer as a CA does. */
export class CaError extends Error {
  override readonly name = 'CaError'
  readonly code: CaErrorCode
  /** Whether the same call may succeed later with nobody acting. */
  readonly retryable: boolean
  /**
   * Something was to be changed at the CA, and may have been, although no answer came that says so: look before doing
   * it again. Never true for a request that only reads or that surely was not sent.
   */
  readonly outcomeUnknown: boolean
  /** What was asked, as far as that matters. */
  readonly endpoint?: Endpoint

  constructor(
    code: CaErrorCode,
    message: string,
    options: { cause?: unknown; outcomeUnknown?: boolean; endpoint?: Endpoint | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = passing.has(code)
    this.outcomeUnknown = options.outcomeUnknown ?? false
    if (options.endpoint) this.endpoint = options.endpoint
  }
}
