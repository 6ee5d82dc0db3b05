export type DnsProviderErrorCode =
  | 'ERR_DNS_PROVIDER_UNREACHABLE'
  | 'ERR_DNS_PROVIDER_AUTH'
  | 'ERR_DNS_PROVIDER_THROTTLED'
  | 'ERR_DNS_PROVIDER_REFUSED'
  | 'ERR_DNS_PROVIDER_MALFORMED'
  | 'ERR_DNS_PROVIDER_BUSY'
  | 'ERR_DNS_PROVIDER_ZONE'

/** What the same change meets again until somebody acts: no access, a plain no, no such zone in the account. */
const lasting: readonly DnsProviderErrorCode[] = [
  'ERR_DNS_PROVIDER_AUTH',
  'ERR_DNS_PROVIDER_REFUSED',
  'ERR_DNS_PROVIDER_ZONE',
]

/** A provider's no, and whether the same change may succeed later. Holds no credential, and of its answer a line. */
export class DnsProviderError extends Error {
  override readonly name = 'DnsProviderError'
  readonly code: DnsProviderErrorCode
  /** Whether the same change, unaltered, is worth sending again. A change is idempotent, so it is always safe. */
  readonly retryable: boolean
  /** When a throttled provider wants to be asked again, if it said so. */
  readonly retryAfter?: Date

  constructor(
    code: DnsProviderErrorCode,
    message: string,
    options: { cause?: unknown; retryAfter?: Date | undefined } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = !lasting.includes(code)
    if (options.retryAfter) this.retryAfter = options.retryAfter
  }
}
