import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { ChallengeRecord, Instant } from '../values.ts'

export const ChallengePending = event('challenge.pending', {
  summary:
    'The records are not out everywhere yet: look again at `until`. `problem` names what stands in the way.',
  data: z.object({
    generation: z.int().min(1),
    records: z.array(ChallengeRecord).min(1),
    until: Instant,
    problem: Problem,
    /** Which server answers with all records of a name, and what the others answer; of many servers the first. */
    servers: z
      .array(
        z.object({
          server: z.string().max(300),
          name: z.string().max(255),
          holds: z.boolean(),
          saw: z.string().max(300).optional(),
        }),
      )
      .max(50)
      .optional(),
  }),
})
