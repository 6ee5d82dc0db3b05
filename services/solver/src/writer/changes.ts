import type { Collection } from '@certwire/store'
import type { ChangeDocument } from './change-documents.ts'

const KEEP_MS = 86_400_000
const MOST = 100

export interface Changes {
  get(id: string): Promise<ChangeDocument | undefined>
  open(zone: string): Promise<ChangeDocument[]>
  /** Keeps a change that was accepted now; gives its id. */
  add(change: { zone: string; name: string; changeId: string }): Promise<string>
  settle(change: ChangeDocument): Promise<void>
  /** Then only a look at the servers tells. */
  forget(change: ChangeDocument): Promise<void>
  openZones(): Promise<string[]>
  expire(limit: number): Promise<void>
}

export function connectChanges(
  collection: Collection<ChangeDocument>,
  { clock, id }: { clock: () => Date; id: () => string },
): Changes {
  return {
    get: (changeId) => collection.get(changeId),
    open: (zone) => collection.find('open', { equal: [zone], limit: MOST }),
    add: async ({ zone: open, name, changeId }) => {
      const now = clock()
      const until = new Date(now.getTime() + KEEP_MS).toISOString()
      const change = { _id: id(), version: 1, changeId, name, open, until }
      await collection.insert({ ...change, acceptedAt: now.toISOString() })
      return change._id
    },
    settle: async ({ open: _, ...change }) => {
      await collection.replace({ ...change, version: change.version + 1 })
    },
    forget: async ({ _id }) => {
      await collection.delete(_id)
    },
    openZones: async () => {
      const all = await collection.find('open', { limit: MOST })
      return [...new Set(all.flatMap(({ open }) => open ?? []))]
    },
    expire: async (limit) => {
      const old = await collection.find('until', { to: clock().toISOString(), limit })
      await Promise.all(old.map(({ _id, version }) => collection.delete(_id, version)))
    },
  }
}
