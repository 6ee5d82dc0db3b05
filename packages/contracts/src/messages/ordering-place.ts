import { z } from 'zod'
import { command } from '../define.ts'
import { Identifier, Instant, IssuerName } from '../values.ts'
import { Wishes } from '../wishes.ts'

export const PlaceOrder = command('ordering.place', {
  summary:
    'Place this generation of the order at the CA, or find the one placed before. RFC 8555 §7.4.',
  data: z.object({
    issuer: IssuerName,
    generation: z.int().min(1),
    names: z.array(Identifier).min(1),
    wishes: Wishes.optional(),
    /** How often this generation was put off already: pauses grow with it. */
    deferred: z.int().min(1).optional(),
    /** When the order was requested: of those that wait for a limit, the older is first. */
    since: Instant.optional(),
  }),
})
