import { z } from 'zod'
import { command } from '../define.ts'
import { CaUrl, Identifier, Instant, IssuerName } from '../values.ts'

export const ValidateOrder = command('validation.validate', {
  summary:
    'Answer these challenges, none if that was done before, and poll the order until it is decided. RFC 8555 §7.5.1.',
  data: z.object({
    generation: z.int().min(1),
    issuer: IssuerName,
    /** Of the order: they tell which limit a CA means that refuses for its rate. */
    names: z.array(Identifier).optional(),
    orderUrl: CaUrl,
    challengeUrls: z.array(CaUrl),
    /** When they were answered first: pauses grow with the wait. */
    since: Instant.optional(),
  }),
})
