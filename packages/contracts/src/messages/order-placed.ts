import { z } from 'zod'
import { event } from '../define.ts'
import { CaUrl, ChallengeRecord, DnsName, Instant } from '../values.ts'

/** One challenge that still has to be answered, with the record that answers it. */
export const PendingChallenge = z
  .object({ name: DnsName, url: CaUrl, record: ChallengeRecord })
  .meta({ id: 'PendingChallenge' })
export type PendingChallenge = z.infer<typeof PendingChallenge>

export const OrderPlaced = event('order.placed', {
  summary:
    'The CA has the order. `challenges` holds what is not yet valid; none means that nothing is left to prove.',
  data: z.object({
    generation: z.int().min(1),
    orderUrl: CaUrl,
    finalizeUrl: CaUrl,
    expires: Instant.optional(),
    challenges: z.array(PendingChallenge),
    /** Nothing is left to prove, and the CA has not made the order `ready` yet: it is polled until it has. */
    unready: z.literal(true).optional(),
  }),
})
