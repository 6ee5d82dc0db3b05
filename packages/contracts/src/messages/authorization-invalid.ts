import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Identifier } from '../values.ts'

export const AuthorizationInvalid = event('authorization.invalid', {
  summary: 'The CA refused an authorization, or the order is gone: this generation cannot succeed.',
  data: z.object({
    generation: z.int().min(1),
    problem: Problem,
    /** The names that were refused, where it is about names. */
    names: z.array(Identifier).optional(),
  }),
})
