import { z } from 'zod'
import { event } from '../define.ts'

export const AuthorizationValid = event('authorization.valid', {
  summary: 'Every authorization of the order is valid: the CA will take the CSR.',
  data: z.object({ generation: z.int().min(1) }),
})
