import { retryAfter } from '@certwire/http'
import { type BoundedBody, boundedBody, isWebPage } from './bounded-body.ts'
import { withDeadline } from './deadline.ts'
import { printable } from './printable.ts'
import type { DnsProviderContext } from './provider.ts'
import { DnsProviderError } from './provider-error.ts'

const TIMEOUT_MS = 10_000
const LARGEST_BODY = 64 * 1024
const SHOWN = 200

interface ProviderRequest {
  /** The provider's name, for messages. */
  readonly provider: string
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
  /** What must not appear in a message, even when the answer repeats it. */
  readonly secrets?: readonly string[]
}

/**
 * POSTs JSON and resolves when it was answered with 2xx; everything else is a `DnsProviderError`. Redirects are not
 * followed: a provider's credentials go where the configuration says and nowhere else.
 */
export async function postJson(
  request: ProviderRequest,
  { clock, fetch }: DnsProviderContext,
  signal: AbortSignal,
): Promise<void> {
  const where = `${request.provider} at ${request.url.host}`
  const late = () =>
    new DnsProviderError('ERR_DNS_PROVIDER_UNREACHABLE', `${where}: no answer within 10 s.`)
  await withDeadline(TIMEOUT_MS, late, signal, async (both) => {
    try {
      const response = await fetch(request.url, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...request.headers, 'content-type': 'application/json' },
        body: JSON.stringify(request.body),
        signal: both,
      })
      const body = await boundedBody(response, LARGEST_BODY)
      if (!response.ok) throw refusal(response, where, quoted(body.text, request.secrets), clock())
      checkAccepted(body, where)
    } catch (error) {
      both.throwIfAborted()
      if (error instanceof DnsProviderError) throw error
      throw unreachable(error, where)
    }
  })
}

/** What says yes may say it in any words, but a portal or a log-in page says it to everything. */
function checkAccepted({ text, isCut }: BoundedBody, where: string): void {
  const malformed = (why: string) =>
    new DnsProviderError('ERR_DNS_PROVIDER_MALFORMED', `${where} ${why}`)
  if (isCut) throw malformed('answered with more than 64 KiB.')
  if (isWebPage(text))
    throw malformed('answered with a web page: is the endpoint right, and nothing in between?')
}

/** Of an answer a line for a message, without what is secret in it. */
export function quoted(text: string, secrets: readonly string[] = []): string {
  const safe = secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
  const line = printable(safe, SHOWN)
  return line === '' ? '' : `: ${line}`
}

function refusal({ status, headers }: Response, where: string, quote: string, now: Date) {
  const wait = headers.get('retry-after')
  const what = `${where} answered ${status}`
  if (status === 401 || status === 403) {
    const advice = 'check the credentials and what they may do'
    return new DnsProviderError('ERR_DNS_PROVIDER_AUTH', `${what}, ${advice}${quote}`)
  }
  if (status === 429 || (status === 503 && wait !== null)) {
    const options = { retryAfter: retryAfter(wait ?? undefined, now) }
    return new DnsProviderError('ERR_DNS_PROVIDER_THROTTLED', `${what}${quote}`, options)
  }
  if (status >= 500) return new DnsProviderError('ERR_DNS_PROVIDER_UNREACHABLE', `${what}${quote}`)
  const advice = status < 400 ? ', redirects are not followed: configure the final URL' : ''
  return new DnsProviderError('ERR_DNS_PROVIDER_REFUSED', `${what}${advice}${quote}`)
}

/** `fetch failed` says nothing; its cause has the system's code (ECONNREFUSED, ENOTFOUND, a TLS alert). */
export function unreachable(error: unknown, where: string): DnsProviderError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined
  const code = cause && 'code' in cause ? String(cause.code) : 'no connection'
  return new DnsProviderError(
    'ERR_DNS_PROVIDER_UNREACHABLE',
    `${where} cannot be reached (${printable(code, 60)}).`,
    { cause: error },
  )
}
