import { z } from 'zod'
import { command } from '../define.ts'
import { Identifier, IssuerName } from '../values.ts'
import { Chain } from './certificate-issued.ts'
import { Csr } from './csr-prepared.ts'

export const StoreCertificate = command('storage.store', {
  summary: 'Verify the chain against the CSR and the names, and keep it by its fingerprint.',
  data: z.object({
    generation: z.int().min(1),
    issuer: IssuerName,
    names: z.array(Identifier).min(1),
    csr: Csr,
    chain: Chain,
  }),
})
