import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const ChallengeFailed = event('challenge.failed', {
  summary: 'The TXT records cannot be presented.',
  data: z.object({ generation: z.int().min(1), problem: Problem }),
})
