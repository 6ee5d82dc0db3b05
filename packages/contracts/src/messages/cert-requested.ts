import { z } from 'zod'
import { request } from '../define.ts'
import { CertificateId, IssuerName, KeyType } from '../values.ts'
import { Wishes } from '../wishes.ts'

/**
 * Names are taken as upstream wrote them: they are normalised and judged by the domain, so that a bad one ends as a
 * failed order with a reason and not as a message that nobody understood.
 */
export const CertRequested = request('cert.requested', {
  summary: 'Upstream asks for a certificate.',
  data: z.strictObject({
    names: z.array(z.string().max(1000)).max(1000),
    issuer: IssuerName.optional(),
    /** Whom to ask, in this order, when `issuer` cannot or will not for now. */
    fallbacks: z.array(IssuerName).max(5).optional(),
    key: KeyType.optional(),
    csr: z.string().max(65_536).optional(),
    wishes: Wishes.optional(),
    /** The certificate that this one is to renew. */
    renewalOf: CertificateId.optional(),
  }),
})
