import { Instant } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** A webhook that was taken. What has one is not taken again. */
export const ReceiptDocument = z.strictObject({
  /** Follows from the source and its id of the delivery. */
  _id: z.string(),
  version: z.int(),
  source: z.string(),
  deliveryId: z.string(),
  receivedAt: Instant,
  forgetAt: Instant,
})
export type ReceiptDocument = z.infer<typeof ReceiptDocument>

export const receipts: CollectionDefinition<ReceiptDocument> = {
  name: 'webhook_receipts',
  schema: ReceiptDocument,
  indexes: { source: { fields: ['source', 'receivedAt'] }, forget: { fields: ['forgetAt'] } },
}
