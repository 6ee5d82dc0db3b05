import { z } from 'zod'
import { command } from '../define.ts'
import { CaUrl, Identifier, IssuerName } from '../values.ts'
import { Wishes } from '../wishes.ts'
import { Csr } from './csr-prepared.ts'

export const FinalizeOrder = command('finalization.finalize', {
  summary:
    'Send the CSR, then collect the certificate; a finished order is only collected. RFC 8555 §7.4.',
  data: z.object({
    generation: z.int().min(1),
    issuer: IssuerName,
    /** Of the order: they tell which limit a CA means that refuses for its rate. */
    names: z.array(Identifier).optional(),
    orderUrl: CaUrl,
    preferredChain: Wishes.shape.preferredChain,
    finalizeUrl: CaUrl,
    csr: Csr,
  }),
})
