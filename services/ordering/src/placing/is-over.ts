import type { OrderId } from '@certwire/contracts'
import { isFinished, type Order } from '@certwire/domain'
import type { Collection } from '@certwire/store'

/**
 * Whether an order has ended and nothing of it is left in a zone. Whoever takes over what it had at the CA has the same
 * challenges, hence the same records, which must not be removed from under him.
 */
export const isOver =
  (orders: Collection<Order>) =>
  async (orderId: OrderId): Promise<boolean> => {
    const order = await orders.get(orderId)
    return order === undefined || (isFinished(order) && order.records.length === 0)
  }
