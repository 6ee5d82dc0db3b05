import { z } from 'zod'
import { command } from '../define.ts'
import { RevocationReason } from '../revocation.ts'
import { CertificateId, IssuerName } from '../values.ts'

export const RevokeByAccount = command('finalization.revoke', {
  summary: 'Revoke the certificate with the key of the account. RFC 8555 §7.6.',
  data: z.object({
    issuer: IssuerName,
    certificateId: CertificateId,
    reason: RevocationReason,
  }),
})
