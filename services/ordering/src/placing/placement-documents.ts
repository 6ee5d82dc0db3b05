import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** Which order of ours an order at the CA belongs to. Its URL is the id, so that two of ours never share one. */
export const Placement = z.strictObject({
  _id: z.string(),
  version: z.int(),
  /** `ord_…/generation`. */
  owner: z.string(),
})
export type Placement = z.infer<typeof Placement>

export const placements: CollectionDefinition<Placement> = {
  name: 'placements',
  schema: Placement,
  indexes: { owner: { fields: ['owner'] } },
}
