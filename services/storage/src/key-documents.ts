import { Csr, KeyType, OrderId, TenantId } from '@certwire/contracts'
import { Sealed } from '@certwire/secrets'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** A leaf key, sealed, with the CSR that it signed: a repeated command answers with the same one. */
export const KeyDocument = z.strictObject({
  /** `ord_….generation` */
  _id: z.string(),
  version: z.int(),
  tenantId: TenantId,
  orderId: OrderId,
  type: KeyType,
  csr: Csr,
  key: Sealed,
})
export type KeyDocument = z.infer<typeof KeyDocument>

export const keys: CollectionDefinition<KeyDocument> = {
  name: 'keys',
  schema: KeyDocument,
  indexes: { order: { fields: ['orderId'] } },
}
