import { retryAfter } from '@certwire/http'
import { DnsProviderError, type DnsProviderErrorCode } from '../../provider-error.ts'

/** What Cloudflare said no with, beside what it means to us. */
export class CloudflareRefusal extends DnsProviderError {
  readonly vendorCodes: readonly number[]

  constructor(
    code: DnsProviderErrorCode,
    message: string,
    vendorCodes: readonly number[],
    options: { retryAfter?: Date | undefined } = {},
  ) {
    super(code, message, options)
    this.vendorCodes = vendorCodes
  }
}

/** Too many requests; the second where the limit is that of the API's own gateway. */
const throttled = [971, 10_429]
/** Invalid or missing zone, no route to such an object. */
const noZone = [1001, 1003, 7000, 7003]
/** Invalid token, unreadable or unknown credentials, not allowed. */
const noAccess = [1000, 6003, 9103, 9106, 9109, 10_000, 10_001]

interface Refused {
  readonly status: number
  readonly headers: Headers
  readonly vendorCodes: readonly number[]
  /** `cloudflare at <host>` */
  readonly where: string
  /** What it said, fit for a message. */
  readonly quote: string
  /** What a token needs to be allowed this. */
  readonly permission: string
  readonly now: Date
}

/** What a refusal means: by its codes where it has any, else by its status. */
export function refusal(refused: Refused): CloudflareRefusal {
  const { status, headers, vendorCodes, where, quote, permission, now } = refused
  const has = (codes: readonly number[]) => vendorCodes.some((code) => codes.includes(code))
  const wait = headers.get('retry-after')
  const no = (code: DnsProviderErrorCode, advice = '') =>
    new CloudflareRefusal(code, `${where} answered ${status}${quote}${advice}`, vendorCodes, {
      ...(code === 'ERR_DNS_PROVIDER_THROTTLED' && {
        retryAfter: retryAfter(wait ?? undefined, now),
      }),
    })
  if (status === 429 || (status === 503 && wait !== null) || has(throttled))
    return no('ERR_DNS_PROVIDER_THROTTLED')
  if (status >= 500) return no('ERR_DNS_PROVIDER_UNREACHABLE')
  if (has(noZone))
    return no('ERR_DNS_PROVIDER_ZONE', '. There is no such zone, or the endpoint is wrong.')
  if (status === 401 || status === 403 || has(noAccess))
    return no(
      'ERR_DNS_PROVIDER_AUTH',
      `. The token must be valid and have the permission ${permission} for this zone.`,
    )
  const advice = status >= 300 && status < 400 ? '. Redirects are not followed.' : ''
  return no('ERR_DNS_PROVIDER_REFUSED', advice)
}
