import { z } from 'zod'
import { event } from '../define.ts'
import { RevocationReason } from '../revocation.ts'
import { CertificateId, Instant } from '../values.ts'

export const RevocationStored = event('revocation.stored', {
  summary: 'The certificate that the CA has revoked is marked as such where it is kept.',
  data: z.object({
    certificateId: CertificateId,
    reason: RevocationReason,
    revokedAt: Instant,
  }),
})
