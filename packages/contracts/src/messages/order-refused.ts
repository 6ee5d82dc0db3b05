import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const OrderRefused = event('order.refused', {
  summary: 'The CA does not take the order.',
  data: z.object({ generation: z.int().min(1), problem: Problem }),
})
