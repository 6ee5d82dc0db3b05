import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const CertFailed = event('cert.failed', {
  summary:
    'What was requested will not be done; the problem says why, who must act and what to do.',
  data: z.object({ names: z.array(z.string().max(1000)), problem: Problem }),
})
