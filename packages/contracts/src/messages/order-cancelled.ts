import { z } from 'zod'
import { event } from '../define.ts'

export const OrderCancelled = event('order.cancelled', {
  summary: 'The order was given up because upstream no longer wants it.',
  data: z.object({ reason: z.string().max(500).optional() }),
})
