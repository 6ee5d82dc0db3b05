import { retryAfter } from '@certwire/http'
import { z } from 'zod'
import type { Answer } from './answer.ts'
import { TOKEN } from './key-authorization.ts'
import type { Challenge } from './port.ts'
import { ErrorDocument, shaped, Url } from './shaped.ts'

/** RFC 8555 §8. Any type: what we cannot answer is still part of what the CA offers. */
export const ChallengeShape = z
  .object({
    url: Url,
    type: z.string().max(60),
    status: z.enum(['pending', 'processing', 'valid', 'invalid']),
    token: z.string().regex(TOKEN).optional(),
    error: ErrorDocument.optional(),
    'issuer-domain-names': z.array(z.string().max(255)).max(10).optional().catch(undefined),
  })
  .transform(
    ({ url, type, status, token, error, 'issuer-domain-names': issuerDomainNames }): Challenge => ({
      ...{ url, type, status },
      ...(token !== undefined && { token }),
      ...(issuerDomainNames && { issuerDomainNames }),
      ...(error && { error }),
    }),
  )

/** The challenge alone, as §7.5.1 has it answered. `retryAfter` is of a CA that tries again by itself: §8.2. */
export function readChallenge(answer: Answer, now: Date): Challenge {
  const asked = retryAfter(answer.header('retry-after'), now)
  return { ...shaped(ChallengeShape, answer), ...(asked && { retryAfter: asked }) }
}
