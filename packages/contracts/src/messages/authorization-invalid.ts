import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const AuthorizationInvalid = event('authorization.invalid', {
  summary: 'The CA refused an authorization, or the order is gone: this generation cannot succeed.',
  data: z.object({ generation: z.int().min(1), problem: Problem }),
})
