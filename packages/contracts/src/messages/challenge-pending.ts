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
    /** The provider has accepted them: only the waiting is left. */
    written: z.boolean(),
    until: Instant,
    problem: Problem,
  }),
})
