import { z } from 'zod'
import { event } from '../define.ts'
import { CertificateId, Instant } from '../values.ts'

/** What identifies a certificate to people and programs. */
export const CertificateFacts = z
  .object({
    certificateId: CertificateId,
    serial: z.string().max(64),
    subject: z.string().max(500),
    issuerName: z.string().max(500),
    notBefore: Instant,
    notAfter: Instant,
  })
  .meta({ id: 'CertificateFacts' })
export type CertificateFacts = z.infer<typeof CertificateFacts>

export const CertificateStored = event('certificate.stored', {
  summary: 'The certificate is verified and kept.',
  data: z.object({ generation: z.int().min(1), certificate: CertificateFacts }),
})
