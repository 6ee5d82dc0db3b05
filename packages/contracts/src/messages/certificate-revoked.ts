import { z } from 'zod'
import { event } from '../define.ts'
import { RevocationReason } from '../revocation.ts'
import { CertificateId } from '../values.ts'

export const CertificateRevoked = event('certificate.revoked', {
  summary: 'The CA has revoked the certificate, or had done so before.',
  data: z.object({
    certificateId: CertificateId,
    /** The one that the CA took, which may be less than it was asked for. */
    reason: RevocationReason,
  }),
})
