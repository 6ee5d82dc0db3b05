import { Instant } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** A change that a vendor has accepted and will say of when it is in sync. */
const ChangeDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  /** What the vendor calls it. */
  changeId: z.string(),
  /** One of its records, which tells the vendor. */
  name: z.string(),
  acceptedAt: Instant,
  /** Its zone, until it is in sync. */
  open: z.string().optional(),
  until: Instant,
})
export type ChangeDocument = z.infer<typeof ChangeDocument>

export const changes: CollectionDefinition<ChangeDocument> = {
  name: 'dns_changes',
  schema: ChangeDocument,
  indexes: { open: { fields: ['open'] }, until: { fields: ['until'] } },
}
