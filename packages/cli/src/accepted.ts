import { OrderId } from '@certwire/contracts'
import { z } from 'zod'

/** The answer to whatever is asked of an order, and to a request for a new one. */
export const Accepted = z.object({ orderId: OrderId })
