import { OrderId } from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { HttpProblem } from '@certwire/runtime'
import type { Collection } from '@certwire/store'

/** Text that is no id of ours names no order. */
export async function findOrder(orders: Collection<Order>, id: string): Promise<Order | undefined> {
  const orderId = OrderId.safeParse(id)
  return orderId.success ? orders.get(orderId.data) : undefined
}

export async function knownOrder(orders: Collection<Order>, id: string): Promise<Order> {
  const order = await findOrder(orders, id)
  if (order) return order
  const remedy = 'Look for it in the list of orders.'
  throw new HttpProblem(404, 'ERR_ORDER_UNKNOWN', 'There is no such order.', remedy)
}
