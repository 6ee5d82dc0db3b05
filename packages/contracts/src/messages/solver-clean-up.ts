import { z } from 'zod'
import { command } from '../define.ts'
import { ChallengeRecord } from '../values.ts'

export const CleanUpChallenge = command('solver.clean-up', {
  summary:
    'Remove exactly these TXT records, unless another order needs one; one that is gone already is removed.',
  data: z.object({
    /** What this and earlier generations of the order wrote, and may yet write. */
    generation: z.int().min(0),
    records: z.array(ChallengeRecord).min(1),
  }),
})
