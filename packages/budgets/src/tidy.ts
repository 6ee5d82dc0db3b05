import type { Collection } from '@certwire/store'
import type { BudgetDocument } from './documents.ts'

const AT_ONCE = 200

/** Takes out every bucket that is full again and of which nothing else is known. One that is used meanwhile stays. */
export async function forgetIdle(
  collection: Collection<BudgetDocument>,
  clock: () => Date,
  signal: AbortSignal,
): Promise<void> {
  let found: BudgetDocument[]
  do {
    found = await collection.find('idle', { to: clock().toISOString(), limit: AT_ONCE })
    for (const { _id, version } of found) await collection.delete(_id, version)
  } while (found.length === AT_ONCE && !signal.aborted)
}
