import { retryAfter } from '@certwire/http'
import { z } from 'zod'
import { malformed } from './answer.ts'
import { CaError } from './ca-error.ts'
import type { RenewalInfo } from './port.ts'
import type { Session } from './session.ts'
import { shaped, Url } from './shaped.ts'

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const RenewalInfoShape = z.object({
  suggestedWindow: z.object({ start: Instant, end: Instant }),
  explanationURL: Url.optional().catch(undefined),
})

/** RFC 9773 §4.1: two parts in base64url, which may stand in a path. */
const CERT_ID = /^[A-Za-z0-9_-]{1,100}\.[A-Za-z0-9_-]{1,100}$/

/** RFC 9773 §4: asked without signature or account. */
export async function getRenewalInfo(
  { directory, get, clock }: Session,
  certId: string,
  signal: AbortSignal,
): Promise<RenewalInfo> {
  if (!CERT_ID.test(certId)) throw new TypeError('This is no id of a certificate (RFC 9773 §4.1).')
  const { renewalInfo } = await directory(signal)
  if (renewalInfo === undefined)
    throw new CaError('ERR_CA_NO_RENEWAL_INFO', 'The CA has no renewal information (RFC 9773).')
  const answer = await get(`${renewalInfo.replace(/\/$/, '')}/${certId}`, 'renewalInfo', signal)
  const { suggestedWindow: window, explanationURL } = shaped(RenewalInfoShape, answer)
  // RFC 9773 §4.2 has a window that ends before it begins, or with it, be no window.
  if (window.end <= window.start)
    throw malformed(answer, 'its suggestedWindow ends before it starts')
  const asked = retryAfter(answer.header('retry-after'), clock())
  return {
    window,
    ...(explanationURL !== undefined && { explanationUrl: explanationURL }),
    ...(asked && { retryAfter: asked }),
  }
}
