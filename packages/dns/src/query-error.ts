type DnsQueryErrorCode =
  | 'ERR_DNS_TIMEOUT'
  | 'ERR_DNS_UNREACHABLE'
  | 'ERR_DNS_MALFORMED'
  | 'ERR_DNS_LOOKUP_FAILED'
  | 'ERR_DNS_CNAME_LOOP'

/** Why a question has no answer. Its message is bounded and printable. */
export class DnsQueryError extends Error {
  override readonly name = 'DnsQueryError'
  readonly code: DnsQueryErrorCode

  constructor(code: DnsQueryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
