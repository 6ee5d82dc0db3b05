import { z } from 'zod'
import { event } from '../define.ts'
import { Problem } from '../problem.ts'

export const CertificateRejected = event('certificate.rejected', {
  summary: 'What the CA gave is not the certificate that was ordered.',
  data: z.object({ generation: z.int().min(1), problem: Problem }),
})
