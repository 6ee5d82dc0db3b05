import { z } from 'zod'
import { request } from '../define.ts'
import { RevocationKey, RevocationReason } from '../revocation.ts'

export const CertRevoked = request('cert.revoked', {
  summary: 'Upstream wants the certificate of this order revoked.',
  data: z.strictObject({
    reason: RevocationReason.default('unspecified'),
    key: RevocationKey.default('account'),
  }),
})
