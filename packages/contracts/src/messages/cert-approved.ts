import { z } from 'zod'
import { request } from '../define.ts'

export const CertApproved = request('cert.approved', {
  summary: 'Somebody has approved the order: it may go to the CA.',
  data: z.strictObject({ by: z.string().max(200).optional() }),
})
