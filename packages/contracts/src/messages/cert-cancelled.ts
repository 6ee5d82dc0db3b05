import { z } from 'zod'
import { request } from '../define.ts'

export const CertCancelled = request('cert.cancelled', {
  summary: 'Upstream no longer wants the certificate of this order.',
  data: z.strictObject({ reason: z.string().max(500).optional() }),
})
