import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../values.ts'

export const OrderDeferred = event('order.deferred', {
  summary:
    'The order cannot be placed yet: a rate limit, or another order of ours holds the same one at the CA.',
  data: z.object({ generation: z.int().min(1), until: Instant, problem: Problem }),
})
