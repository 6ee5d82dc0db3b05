import type { RecordDocument } from '../ledger/record-documents.ts'
import { orLate } from './or-late.ts'

/** What has become of a record, as it is in the ledger now; nothing when it is not in it any more. */
export type Mark = RecordDocument | undefined

/** What the writers of this process have marked in the ledger, for those who wait. Losing it costs a moment. */
export interface Marks {
  add(id: string, mark: Mark): void
  /** What became of each of the records, by their ids; as many as were marked in so long. */
  wait(
    records: readonly RecordDocument[],
    longestMs: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Mark>>
}

export function createMarks(): Marks {
  const waiting = new Map<string, Set<(mark: Mark) => void>>()
  const listen = (id: string, hear: (mark: Mark) => void) => {
    const all = waiting.get(id) ?? new Set()
    waiting.set(id, all.add(hear))
    return () => {
      all.delete(hear)
      if (all.size === 0) waiting.delete(id)
    }
  }
  return {
    add: (id, mark) => {
      for (const hear of waiting.get(id) ?? []) hear(mark)
    },
    wait: async (records, longestMs, signal) => {
      const heard = new Map<string, Mark>()
      const { promise: all, resolve } = Promise.withResolvers<void>()
      const ears = records.map(({ _id }) =>
        listen(_id, (mark) => {
          heard.set(_id, mark)
          if (heard.size === records.length) resolve()
        }),
      )
      try {
        await orLate(all, longestMs, signal)
        return heard
      } finally {
        for (const stop of ears) stop()
      }
    },
  }
}
