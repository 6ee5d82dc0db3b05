import { z } from 'zod'
import { event } from '../define.ts'
import { ChallengeRecord } from '../values.ts'

export const ChallengePresented = event('challenge.presented', {
  summary: 'Every TXT record of the order is in its zone and answered by all of its servers.',
  data: z.object({ generation: z.int().min(1), records: z.array(ChallengeRecord).min(1) }),
})
