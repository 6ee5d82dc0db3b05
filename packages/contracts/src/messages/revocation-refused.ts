import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const RevocationRefused = event('revocation.refused', {
  summary: 'The certificate was not revoked, and the problem says why.',
  data: z.object({ problem: Problem }),
})
