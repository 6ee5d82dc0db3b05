import { z } from 'zod'
import { command } from '../define.ts'
import { ChallengeRecord } from '../values.ts'

export const PresentChallenge = command('solver.present', {
  summary:
    'Put every TXT record of the order into its zone and wait until all of its servers answer with it.',
  data: z.object({
    generation: z.int().min(1),
    records: z.array(ChallengeRecord).min(1),
    /** The provider accepted them before: only wait. */
    written: z.boolean(),
  }),
})
