import { z } from 'zod'
import { event } from '../define.ts'

/** A CSR in PEM. */
export const Csr = z.string().max(65_536).meta({ id: 'Csr' })

export const CsrPrepared = event('csr.prepared', {
  summary: 'The private key is kept and this is the CSR that it signed.',
  data: z.object({ generation: z.int().min(1), csr: Csr }),
})
