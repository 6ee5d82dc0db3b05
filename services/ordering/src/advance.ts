import type { AnyMessage, Message } from '@certwire/contracts'
import type { Orders } from './orders.ts'

/** Whatever happened to an order, the order table decides what it means. */
export async function advance(message: Message, { orders }: { orders: Orders }): Promise<[]> {
  // The runtime has parsed it by the contract that it was subscribed with.
  await orders.move(message as AnyMessage)
  return []
}
