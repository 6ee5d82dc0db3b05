import { z } from 'zod'
import { event } from '../define.ts'
import { CaUrl, ChallengeRecord, DnsName, Instant } from '../values.ts'

/** One dns-01 challenge that still has to be answered. */
export const PendingChallenge = z
  .object({ name: DnsName, url: CaUrl, record: ChallengeRecord })
  .meta({ id: 'PendingChallenge' })
export type PendingChallenge = z.infer<typeof PendingChallenge>

export const OrderPlaced = event('order.placed', {
  summary:
    'The CA has the order. `challenges` holds what is not yet valid; none means that the order is ready.',
  data: z.object({
    generation: z.int().min(1),
    orderUrl: CaUrl,
    finalizeUrl: CaUrl,
    expires: Instant.optional(),
    challenges: z.array(PendingChallenge),
  }),
})
