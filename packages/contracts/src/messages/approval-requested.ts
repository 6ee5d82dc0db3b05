import { z } from 'zod'
import { event } from '../define.ts'
import { Identifier, Instant, IssuerName } from '../values.ts'

export const ApprovalRequested = event('approval.requested', {
  summary: 'The order goes to the CA only when somebody has approved it, until the deadline.',
  data: z.object({ names: z.array(Identifier).min(1), issuer: IssuerName, deadline: Instant }),
})
