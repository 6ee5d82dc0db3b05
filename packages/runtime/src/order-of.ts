import { OrderId } from '@certwire/contracts'
import { z } from 'zod'

/** A CloudEvent's extension, or the field of a plain request. */
const Owned = z.object({ orderid: OrderId }).or(z.object({ orderId: OrderId }))

/** The order that a message names, however broken it is otherwise. */
export function orderOf(body: string): OrderId | undefined {
  try {
    const owned = Owned.parse(JSON.parse(body))
    return 'orderid' in owned ? owned.orderid : owned.orderId
  } catch {
    return undefined
  }
}
