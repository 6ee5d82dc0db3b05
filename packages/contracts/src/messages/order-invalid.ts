import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const OrderInvalid = event('order.invalid', {
  summary: 'The CA refuses to finalize, or the order is gone: this generation cannot succeed.',
  data: z.object({ generation: z.int().min(1), problem: Problem }),
})
