import {
  CertificateFacts,
  CertificateId,
  Chain,
  Identifier,
  Instant,
  OrderId,
  RevocationReason,
  TenantId,
} from '@certwire/contracts'
import type { Collection, CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

export const CertificateDocument = z.strictObject({
  _id: CertificateId,
  version: z.int(),
  tenantId: TenantId,
  orderId: OrderId,
  /** The key's document; absent when the requester has the key. */
  keyId: z.string().optional(),
  issuer: z.string(),
  names: z.array(Identifier),
  facts: CertificateFacts,
  chain: Chain,
  /** The configured root that the chain ends in. */
  root: z.string().optional(),
  notAfter: z.string(),
  createdAt: z.string(),
  /** When the CA told us that it has revoked it, and with which reason. */
  revoked: z.strictObject({ at: Instant, reason: RevocationReason }).optional(),
})
export type CertificateDocument = z.infer<typeof CertificateDocument>

/** Written by storage alone. */
export const certificates: CollectionDefinition<CertificateDocument> = {
  name: 'certificates',
  schema: CertificateDocument,
  indexes: {
    order: { fields: ['orderId'] },
    tenant: { fields: ['tenantId', 'createdAt'] },
    expiry: { fields: ['notAfter'] },
    issuer: { fields: ['issuer', 'createdAt'] },
  },
}

/** The certificate, if it came from this order: a message about one order says nothing of another's. */
export async function certificateOf(
  orderId: OrderId,
  certificateId: CertificateId,
  kept: Pick<Collection<CertificateDocument>, 'get'>,
): Promise<CertificateDocument | undefined> {
  const certificate = await kept.get(certificateId)
  return certificate?.orderId === orderId ? certificate : undefined
}
