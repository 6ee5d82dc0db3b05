import { z } from 'zod'
import { command } from '../define.ts'
import { RevocationReason } from '../revocation.ts'
import { CertificateId, IssuerName } from '../values.ts'

export const RevokeByCertificate = command('storage.revoke', {
  summary: 'Revoke the certificate with its own key, which only storage has. RFC 8555 §7.6.',
  data: z.object({
    issuer: IssuerName,
    certificateId: CertificateId,
    reason: RevocationReason,
  }),
})
