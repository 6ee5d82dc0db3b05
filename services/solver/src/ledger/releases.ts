import { type Collection, insertOnce } from '@certwire/store'
import type { Holder } from './record-documents.ts'
import type { ReleaseDocument } from './release-documents.ts'

/** Longer than the bus keeps a command: no present comes later. */
const KEEP_MS = 86_400_000

/**
 * Remembers what is over, so that a command which comes late, or again, leaves nothing behind. Whoever presents keeps the
 * record first and asks here then; whoever cleans up says it here first and looks for records then: one of them sees
 * the other.
 */
export interface Releases {
  add(holder: Holder): Promise<void>
  has(holder: Holder): Promise<boolean>
  expire(limit: number): Promise<void>
}

export function connectReleases(
  collection: Collection<ReleaseDocument>,
  clock: () => Date,
): Releases {
  const until = () => new Date(clock().getTime() + KEEP_MS).toISOString()
  return {
    add: async ({ orderId, generation }) => {
      const first = { _id: orderId, version: 1, generation, until: until() }
      while (!(await insertOnce(collection, first))) {
        const known = await collection.get(orderId)
        if (!known) continue
        if (known.generation >= generation) return
        const { version } = known
        const next = { ...known, version: version + 1, generation, until: until() }
        if (await collection.replace(next)) return
      }
    },
    has: async ({ orderId, generation }) =>
      ((await collection.get(orderId))?.generation ?? -1) >= generation,
    expire: async (limit) => {
      const old = await collection.find('until', { to: clock().toISOString(), limit })
      await Promise.all(old.map(({ _id, version }) => collection.delete(_id, version)))
    },
  }
}
