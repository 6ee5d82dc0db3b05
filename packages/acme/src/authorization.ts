import { retryAfter } from '@certwire/http'
import { z } from 'zod'
import type { Answer } from './answer.ts'
import { ChallengeShape } from './challenge.ts'
import type { Authorization } from './port.ts'
import { Identifier, Instant, shaped } from './shaped.ts'

const MOST_CHALLENGES = 50

const AuthorizationShape = z.object({
  status: z.enum(['pending', 'valid', 'invalid', 'deactivated', 'expired', 'revoked']),
  identifier: Identifier,
  wildcard: z.boolean().optional(),
  expires: Instant,
  challenges: z.array(ChallengeShape).max(MOST_CHALLENGES),
})

/** RFC 8555 §7.1.4. */
export function readAuthorization(answer: Answer, now: Date): Authorization {
  const { status, identifier, wildcard, expires, challenges } = shaped(AuthorizationShape, answer)
  const asked = retryAfter(answer.header('retry-after'), now)
  return {
    ...{ url: answer.url, status, name: identifier.value.toLowerCase() },
    ...{ wildcard: wildcard ?? false, challenges },
    ...(expires && { expires }),
    ...(asked && { retryAfter: asked }),
  }
}
