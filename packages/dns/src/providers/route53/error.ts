import { printable } from '../../printable.ts'
import { DnsProviderError, type DnsProviderErrorCode } from '../../provider-error.ts'

const SHOWN = 300
const THROTTLED_MS = 1500

const codes: Readonly<Record<string, DnsProviderErrorCode>> = {
  ...all('ERR_DNS_PROVIDER_AUTH', [
    ...['AccessDenied', 'AccessDeniedException', 'CredentialsProviderError', 'ExpiredToken'],
    ...['ExpiredTokenException', 'IncompleteSignature', 'InvalidClientTokenId', 'OptInRequired'],
    ...['InvalidIdentityToken', 'InvalidSignatureException', 'MissingAuthenticationToken'],
    ...['NotAuthorizedException', 'RequestExpired', 'SignatureDoesNotMatch', 'TokenProviderError'],
    ...['UnrecognizedClientException'],
  ]),
  ...all('ERR_DNS_PROVIDER_THROTTLED', [
    ...['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException'],
  ]),
  PriorRequestNotComplete: 'ERR_DNS_PROVIDER_BUSY',
  NoSuchHostedZone: 'ERR_DNS_PROVIDER_ZONE',
}

/** Only these say something that names no credential: others repeat what was signed, a session's token included. */
const quotable = ['AccessDenied', 'AccessDeniedException', 'CredentialsProviderError']

const advice: Partial<Readonly<Record<DnsProviderErrorCode, string>>> = {
  ERR_DNS_PROVIDER_AUTH: ', check the credentials, what they may do, and this machine’s clock',
  ERR_DNS_PROVIDER_ZONE: ', check `zoneId` and the account',
}

/** What the SDK calls an answer in which it finds no code, or nothing that it can read. */
const unnamed: readonly string[] = ['Error', 'NotFound', 'RangeError', 'Unknown']

/** What the SDK throws, as far as anybody can know its shape. */
interface Thrown {
  readonly name: string
  readonly message: string
  /** Of a failed connection, such as `ECONNREFUSED`. */
  readonly code: string | undefined
  readonly status: number | undefined
  /** Of a refused batch in the form that the SDK does not understand. */
  readonly messages: readonly string[]
}

/** The operation's failure as ours, without the SDK's error: that holds the whole answer. */
export function route53Error(error: unknown, operation: string, now: Date): DnsProviderError {
  const thrown = read(error)
  const { name, status, message, code: system } = thrown
  const code = codeOf(thrown)
  const where = `route53: ${operation}`
  if (code === 'ERR_DNS_PROVIDER_UNREACHABLE') {
    const what = status
      ? `was answered ${status}`
      : `got no answer (${printable(system ?? name, 60)})`
    return new DnsProviderError(code, `${where} ${what}.`)
  }
  if (code === 'ERR_DNS_PROVIDER_MALFORMED') return malformed(operation, `(status ${status})`)
  const isQuotable = code !== 'ERR_DNS_PROVIDER_AUTH' || quotable.includes(name)
  const quote = isQuotable ? `: ${printable(thrown.messages.join(', ') || message, SHOWN)}` : ''
  const what = name === 'Unknown' ? String(status) : printable(name, 60)
  const retryAfter =
    code === 'ERR_DNS_PROVIDER_THROTTLED' ? new Date(now.getTime() + THROTTLED_MS) : undefined
  return new DnsProviderError(code, `${where} failed, ${what}${advice[code] ?? ''}${quote}`, {
    retryAfter,
  })
}

/** An answer that Route 53 does not give: a web page, a portal, something cut or without end. */
export const malformed = (operation: string, what = '') =>
  new DnsProviderError(
    'ERR_DNS_PROVIDER_MALFORMED',
    `route53: ${operation} was answered by something that is not Route 53 ${what}: is the endpoint right, and nothing in between?`,
  )

/** Whether somebody else was faster: the sets are no longer what they were when they were read. */
export function isConflict(error: unknown): boolean {
  const { name, message, messages } = read(error)
  const said = [message, ...messages]
  return (
    (name === 'InvalidChangeBatch' || messages.length > 0) &&
    said.some((text) => /but it already exists|not found|do not match the current/i.test(text))
  )
}

function codeOf({ name, status, messages }: Thrown): DnsProviderErrorCode {
  const known = Object.hasOwn(codes, name) ? codes[name] : undefined
  if (known) return known
  if (status === undefined || status >= 500) return 'ERR_DNS_PROVIDER_UNREACHABLE'
  if (status === 401 || status === 403) return 'ERR_DNS_PROVIDER_AUTH'
  if (status === 429) return 'ERR_DNS_PROVIDER_THROTTLED'
  const isAnswer = !unnamed.includes(name) && status >= 400
  return isAnswer || messages.length > 0 ? 'ERR_DNS_PROVIDER_REFUSED' : 'ERR_DNS_PROVIDER_MALFORMED'
}

function read(error: unknown): Thrown {
  const fields: Record<string, unknown> = { ...(error instanceof Error ? error : {}) }
  const { name = 'Error', message = '' } = error instanceof Error ? error : {}
  const status = field(fields.$metadata, 'httpStatusCode')
  const listed = field(fields.Messages, 'Message') ?? fields.messages
  return {
    ...{ name, message },
    code: typeof fields.code === 'string' ? fields.code : undefined,
    status: typeof status === 'number' ? status : undefined,
    messages: [listed].flat().filter((text) => typeof text === 'string'),
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

function all(code: DnsProviderErrorCode, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, code]))
}
