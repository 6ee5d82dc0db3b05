import type { Collection } from '@certwire/store'
import type { RecordDocument } from './record-documents.ts'

const MOST = 500

/**
 * Two records stand in one place only when a CNAME leads at least one of them there: where none does in the whole zone,
 * one look is enough for all.
 */
export async function shared(
  collection: Collection<RecordDocument>,
  records: readonly RecordDocument[],
): Promise<ReadonlySet<RecordDocument>> {
  const [first] = records
  if (!first) return new Set()
  const led = await collection.find('ledInto', { equal: [first.zone], limit: MOST })
  if (led.length === 0) return new Set()
  const isShared = await Promise.all(records.map((record) => isNeededByAnother(collection, record)))
  return new Set(records.filter((_, index) => isShared[index]))
}

async function isNeededByAnother(
  collection: Collection<RecordDocument>,
  { _id, place }: RecordDocument,
): Promise<boolean> {
  const all = await collection.find('place', { equal: [place], limit: MOST })
  return all.some((one) => one._id !== _id && one.state !== 'removing')
}
