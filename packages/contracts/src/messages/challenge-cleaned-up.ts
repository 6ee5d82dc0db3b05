import { z } from 'zod'
import { event } from '../define.ts'
import { ChallengeRecord } from '../values.ts'

export const ChallengeCleanedUp = event('challenge.cleaned-up', {
  summary: 'These TXT records are no longer in their zones.',
  data: z.object({ records: z.array(ChallengeRecord).min(1) }),
})
