import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../values.ts'

export const AuthorizationPending = event('authorization.pending', {
  summary:
    'The CA has not decided yet: look again at `until`. With a `problem` nobody knows whether the challenges are answered.',
  data: z.object({
    generation: z.int().min(1),
    until: Instant,
    problem: Problem.optional(),
    /** What the CA has against a challenge that it tries again by itself: RFC 8555 §8.2. */
    seen: Problem.optional(),
  }),
})
