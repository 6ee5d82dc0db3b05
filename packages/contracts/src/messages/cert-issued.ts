import { z } from 'zod'
import { event } from '../define.ts'
import { Identifier } from '../values.ts'
import { CertificateFacts } from './certificate-stored.ts'

export const CertIssued = event('cert.issued', {
  summary: 'What was requested is done: the certificate is stored and verified.',
  data: z.object({ names: z.array(Identifier).min(1), certificate: CertificateFacts }),
})
