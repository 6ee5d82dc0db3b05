import { Instant, OrderId, Problem } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** Who needs a record. An order's later generation takes the place of its earlier one. */
export const Holder = z.strictObject({ orderId: OrderId, generation: z.int().min(0) })
export type Holder = z.infer<typeof Holder>

/**
 * A TXT record that is, or may be, in a zone because of us. It is kept before any call that writes it, and until the call
 * that removes it has succeeded.
 */
export const RecordDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  /** The zone, the name and the value as they are written. */
  zone: z.string(),
  name: z.string(),
  value: z.string(),
  /** The challenge name, whose CNAMEs end at `name`. */
  challenge: z.string(),
  /** Challenge name and value: what commands call it. */
  record: z.string(),
  /** Name and value: two records that stand in one place are one in the zone. */
  place: z.string(),
  /** Its zone, where a CNAME has led it there. */
  ledInto: z.string().optional(),
  holders: z.array(Holder),
  /** `adding` and `removing` may be true or not; only `held` is known to be accepted. */
  state: z.enum(['adding', 'held', 'removing']),
  /** Its zone, while the zone's writer has something to do with it. */
  pending: z.string().optional(),
  /** When it has, in the order of the queue. */
  dueAt: Instant.optional(),
  /** The change that added it, where the vendor says when that is in sync. */
  change: z.string().optional(),
  acceptedAt: Instant.optional(),
  /** Why it is not added, though nothing stands in the way of others. */
  problem: Problem.optional(),
  /** When nobody can need it any more, whatever was lost. */
  until: Instant,
})
export type RecordDocument = z.infer<typeof RecordDocument>

/** The ledger, written by the solver alone. */
export const records: CollectionDefinition<RecordDocument> = {
  name: 'dns_records',
  schema: RecordDocument,
  indexes: {
    record: { fields: ['record'] },
    place: { fields: ['place'] },
    ledInto: { fields: ['ledInto'] },
    pending: { fields: ['pending', 'dueAt'] },
    until: { fields: ['until'] },
  },
}
