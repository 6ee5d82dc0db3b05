import { Instant, OrderId } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** An order that was told to be done with: up to this generation it writes nothing any more. */
const ReleaseDocument = z.strictObject({
  _id: OrderId,
  version: z.int(),
  generation: z.int(),
  until: Instant,
})
export type ReleaseDocument = z.infer<typeof ReleaseDocument>

export const releases: CollectionDefinition<ReleaseDocument> = {
  name: 'dns_releases',
  schema: ReleaseDocument,
  indexes: { until: { fields: ['until'] } },
}
