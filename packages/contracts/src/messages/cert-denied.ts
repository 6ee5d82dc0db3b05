import { z } from 'zod'
import { request } from '../define.ts'

export const CertDenied = request('cert.denied', {
  summary: 'Somebody has refused the order: it ends.',
  data: z.strictObject({
    by: z.string().max(200).optional(),
    reason: z.string().max(500).optional(),
  }),
})
