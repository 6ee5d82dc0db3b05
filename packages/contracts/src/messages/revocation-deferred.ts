import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Instant } from '../values.ts'

export const RevocationDeferred = event('revocation.deferred', {
  summary: 'The CA cannot revoke now: it is asked again at `until`.',
  data: z.object({ until: Instant, problem: Problem }),
})
