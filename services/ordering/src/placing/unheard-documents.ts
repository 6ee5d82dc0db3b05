import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** A generation whose `newOrder` got no answer: `ord_…/generation`. */
const UnheardOrder = z.strictObject({ _id: z.string(), version: z.int() })
export type UnheardOrder = z.infer<typeof UnheardOrder>

export const unheardOrders: CollectionDefinition<UnheardOrder> = {
  name: 'unheard_orders',
  schema: UnheardOrder,
  indexes: {},
}
