import { z } from 'zod'
import { command } from '../define.ts'
import { ChallengeRecord } from '../values.ts'

export const CleanUpChallenge = command('solver.clean-up', {
  summary: 'Remove exactly these TXT records; one that is gone already is removed.',
  data: z.object({ records: z.array(ChallengeRecord).min(1) }),
})
