import { Order } from '@certwire/domain'
import type { CollectionDefinition } from '@certwire/store'

/** Written by ordering alone. */
export const orders: CollectionDefinition<Order> = {
  name: 'orders',
  schema: Order,
  indexes: {
    /** An order with nothing left to do has no `nextAt` and is not in it. */
    due: { fields: ['nextAt'] },
    waiting: { fields: ['issuer', 'nextAt'] },
    tenant: { fields: ['tenantId', 'createdAt'] },
  },
}
