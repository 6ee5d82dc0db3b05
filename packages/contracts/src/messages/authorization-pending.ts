import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../values.ts'

export const AuthorizationPending = event('authorization.pending', {
  summary: 'The CA has not decided yet: look again at `until`.',
  data: z.object({
    generation: z.int().min(1),
    until: Instant,
    problem: Problem.optional(),
  }),
})
