import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'
import { Identifier } from '../values.ts'
import { CertificateFacts } from './certificate-stored.ts'

export const CertExpiring = event('cert.expiring', {
  summary: 'A certificate nears its end and is not renewed; the problem says why, as far as known.',
  data: z.object({
    names: z.array(Identifier).min(1),
    certificate: CertificateFacts,
    problem: Problem.optional(),
  }),
})
