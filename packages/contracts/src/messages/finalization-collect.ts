import { z } from 'zod'
import { command } from '../define.ts'
import { CaUrl, Identifier, Instant, IssuerName } from '../values.ts'
import { Wishes } from '../wishes.ts'

export const CollectCertificate = command('finalization.collect', {
  summary: 'Look whether the CA has issued, and download the chain if it has. RFC 8555 §7.4.2.',
  data: z.object({
    generation: z.int().min(1),
    issuer: IssuerName,
    /** Of the order: they tell which limit a CA means that refuses for its rate. */
    names: z.array(Identifier).optional(),
    orderUrl: CaUrl,
    preferredChain: Wishes.shape.preferredChain,
    /** When the CA began to process it: pauses grow with the wait. */
    since: Instant.optional(),
  }),
})
