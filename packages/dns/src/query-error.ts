type DnsQueryErrorCode =
  | 'ERR_DNS_TIMEOUT'
  | 'ERR_DNS_UNREACHABLE'
  | 'ERR_DNS_MALFORMED'
  | 'ERR_DNS_LOOKUP_FAILED'
  | 'ERR_DNS_CNAME_LOOP'

/** What no resolver gave an answer to, and what the last one said instead, where it said something. */
export interface Unanswered {
  readonly name: string
  readonly rcode?: string
}

/** Why a question has no answer. Its message is bounded and printable. */
export class DnsQueryError extends Error {
  override readonly name = 'DnsQueryError'
  readonly code: DnsQueryErrorCode
  readonly unanswered?: Unanswered

  constructor(
    code: DnsQueryErrorCode,
    message: string,
    options: ErrorOptions & { unanswered?: Unanswered } = {},
  ) {
    super(message, options)
    this.code = code
    if (options.unanswered) this.unanswered = options.unanswered
  }
}

/** Whether nothing came from the server at all. */
export const isSilence = (error: unknown): boolean =>
  error instanceof DnsQueryError &&
  (error.code === 'ERR_DNS_TIMEOUT' || error.code === 'ERR_DNS_UNREACHABLE')
