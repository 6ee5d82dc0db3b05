import { z } from 'zod'
import { command } from '../define.ts'
import { DnsName, IssuerName } from '../values.ts'

export const PlaceOrder = command('ordering.place', {
  summary:
    'Place this generation of the order at the CA, or find the one placed before. RFC 8555 §7.4.',
  data: z.object({
    issuer: IssuerName,
    generation: z.int().min(1),
    names: z.array(DnsName).min(1),
    /** How often this generation was put off already: pauses grow with it. */
    deferred: z.int().min(1).optional(),
  }),
})
