import { z } from 'zod'
import { request } from '../define.ts'

export const CertRetried = request('cert.retried', {
  summary: 'A person asks for one more try of a failed order, as a new order at the CA.',
  data: z.strictObject({}),
})
