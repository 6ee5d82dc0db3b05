import type { OrderId } from '@certwire/contracts'
import type { Order } from '@certwire/domain'

const MOST = 500

/** Orders as this process last saved them, so that its next message about one need not read it. May be lost, or stale. */
export interface RecentOrders {
  get(orderId: OrderId): Order | undefined
  keep(order: Order): void
  forget(orderId: OrderId): void
}

/** The order that was kept the longest ago makes room. */
export function recentOrders(): RecentOrders {
  const orders = new Map<OrderId, Order>()
  return {
    get: (orderId) => orders.get(orderId),
    keep: (order) => {
      orders.delete(order._id)
      orders.set(order._id, order)
      const [oldest] = orders.keys()
      if (oldest !== undefined && orders.size > MOST) orders.delete(oldest)
    },
    forget: (orderId) => void orders.delete(orderId),
  }
}
