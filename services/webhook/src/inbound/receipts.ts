import { type Collection, insertOnce } from '@certwire/store'
import { forgetOld } from '../forget-old.ts'
import type { ReceiptDocument } from './receipt-documents.ts'

/** Longer than any sender repeats, and than any signature with a time is good for. */
const KEPT_MS = 30 * 86_400_000

export interface Receipts {
  has(id: string): Promise<boolean>
  /** Resolves when it is known for a month that this was taken. */
  keep(id: string, source: string, deliveryId: string): Promise<void>
  /** When the source was last heard of. */
  last(source: string): Promise<string | undefined>
  forget(signal: AbortSignal): Promise<void>
}

export function connectReceipts(
  collection: Collection<ReceiptDocument>,
  clock: () => Date,
): Receipts {
  return {
    has: async (id) => (await collection.get(id)) !== undefined,
    keep: async (_id, source, deliveryId) => {
      const now = clock()
      const forgetAt = new Date(now.getTime() + KEPT_MS).toISOString()
      const receipt = { _id, version: 1, source, deliveryId, receivedAt: now.toISOString() }
      await insertOnce(collection, { ...receipt, forgetAt })
    },
    last: async (source) => {
      const query = { equal: [source], descending: true, limit: 1 }
      const [latest] = await collection.find('source', query)
      return latest?.receivedAt
    },
    forget: (signal) => forgetOld(collection, clock(), signal),
  }
}
