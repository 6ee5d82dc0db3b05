import { z } from 'zod'
import { event } from '../define.ts'

/** PEM certificates, leaf first, as RFC 8555 §9.1 has them. */
export const Chain = z.string().max(262_144).meta({ id: 'Chain' })

export const CertificateIssued = event('certificate.issued', {
  summary: 'The CA issued; this is the chain that it gave, not yet verified.',
  data: z.object({ generation: z.int().min(1), chain: Chain }),
})
