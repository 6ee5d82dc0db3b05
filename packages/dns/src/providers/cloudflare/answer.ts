import { z } from 'zod'
import { boundedBody, isWebPage } from '../../bounded-body.ts'
import { withDeadline } from '../../deadline.ts'
import type { DnsProviderContext } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import { quoted, unreachable } from '../../provider-http.ts'
import { sharedBuckets } from '../../token-bucket.ts'
import { refusal } from './refusal.ts'

const TIMEOUT_MS = 10_000
/** A page of 5,000 records has 3 MB. */
const LARGEST_BODY = 16 * 1024 * 1024

/** 1,200 requests in any five minutes: 300 at once and 3 a second stay below that. */
const buckets = sharedBuckets({
  capacity: 300,
  perSecond: 3,
  limit: 'The limit of 1,200 requests to Cloudflare in five minutes',
})

const Coded = z.object({ code: z.number().catch(0), message: z.string().catch('') })
const Envelope = z.object({
  success: z.boolean(),
  errors: z.array(Coded.extend({ error_chain: z.array(Coded).nullish() })).nullish(),
})

export interface Asking {
  readonly apiToken: string
  readonly context: DnsProviderContext
  /** What a token needs to be allowed this. */
  readonly permission: string
  readonly signal: AbortSignal
}

/**
 * Makes one request and resolves with an answer that says yes, read to its end; everything else is a `DnsProviderError`.
 * Never longer than 10 s, never more than 16 MiB, and no faster than Cloudflare allows.
 */
export async function soundAnswer(
  url: URL,
  init: RequestInit | undefined,
  asking: Asking,
): Promise<Response> {
  const { apiToken, context, signal } = asking
  const where = `cloudflare at ${url.host}`
  await buckets(apiToken, context.clock).take(1, signal)
  const late = () =>
    new DnsProviderError('ERR_DNS_PROVIDER_UNREACHABLE', `${where}: no answer within 10 s.`)
  return withDeadline(TIMEOUT_MS, late, signal, async (both) => {
    try {
      // Credentials go where the configuration says and nowhere else.
      const response = await context.fetch(url, { ...init, redirect: 'manual', signal: both })
      return await checked(response, where, asking)
    } catch (error) {
      both.throwIfAborted()
      throw error instanceof DnsProviderError ? error : unreachable(error, where)
    }
  })
}

async function checked(response: Response, where: string, asking: Asking): Promise<Response> {
  const { apiToken, context, permission } = asking
  const { status, headers } = response
  const { text, isCut } = await boundedBody(response, LARGEST_BODY)
  const envelope = isCut ? undefined : Envelope.safeParse(parsed(text)).data
  const errors = envelope?.errors ?? []
  const said = errors.flatMap((error) => [error, ...(error.error_chain ?? [])])
  if (envelope?.success && response.ok)
    return new Response(text, { headers: { 'content-type': 'application/json' } })
  // What is in between answers 4xx as well, but of its 429 and 5xx the status is all that matters.
  if (!envelope && status !== 429 && status < 500 && (status < 300 || status >= 400))
    throw malformed(where, text, isCut)
  throw refusal({
    ...{ status, headers, where, permission, now: context.clock() },
    vendorCodes: errors.map(({ code }) => code),
    quote: quoted(said.map(({ code, message }) => `${code} ${message}`).join('; '), [apiToken]),
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function malformed(where: string, text: string, isCut: boolean): DnsProviderError {
  const why = isWebPage(text)
    ? 'answered with a web page: is the endpoint right, and nothing in between?'
    : isCut
      ? 'answered with more than 16 MiB.'
      : 'answered with something that is not of its API.'
  return new DnsProviderError('ERR_DNS_PROVIDER_MALFORMED', `${where} ${why}`)
}
