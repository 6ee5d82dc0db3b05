import { Instant, IssuerName } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** Many certificates of one issuer that are to be renewed before their time; which ones, their renewals say. */
export const Plan = z.strictObject({
  /** The issuer and the day. */
  _id: z.string(),
  version: z.int(),
  issuer: IssuerName,
  createdAt: Instant,
  /** When it begins if nobody approves it. */
  goesAt: Instant,
  approvedAt: Instant.optional(),
  /** Where the CA explains itself. */
  explanationUrl: z.string().optional(),
  /** When it is gone on with; absent when nobody waits in it any more. */
  nextAt: Instant.optional(),
})
export type Plan = z.infer<typeof Plan>

export const plans: CollectionDefinition<Plan> = {
  name: 'renewal_plans',
  schema: Plan,
  indexes: { due: { fields: ['nextAt'] }, created: { fields: ['createdAt'] } },
}
