import type { Message } from '@certwire/contracts'
import type { Incoming } from '@certwire/domain'
import type { Orders } from './orders.ts'

/** Whatever happened to an order, the order table decides what it means. */
export async function advance(message: Message, { orders }: { orders: Orders }): Promise<[]> {
  // The runtime has parsed it by the contract that it was subscribed with; the table lists what it understands.
  await orders.move(message.orderId, message as unknown as Incoming)
  return []
}
