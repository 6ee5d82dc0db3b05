import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../values.ts'

export const OrderProcessing = event('order.processing', {
  summary: 'The CA is issuing, which may take days: look again at `until`.',
  data: z.object({
    generation: z.int().min(1),
    until: Instant,
    problem: Problem.optional(),
  }),
})
