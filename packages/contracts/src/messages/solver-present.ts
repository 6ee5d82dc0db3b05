import { z } from 'zod'
import { command } from '../define.ts'
import { ChallengeRecord, IssuerName } from '../values.ts'

export const PresentChallenge = command('solver.present', {
  summary:
    'Put every TXT record of the order into its zone and wait until all of its servers answer with it.',
  data: z.object({
    generation: z.int().min(1),
    issuer: IssuerName,
    records: z.array(ChallengeRecord).min(1),
  }),
})
