import type { RecordDocument } from '../ledger/record-documents.ts'
import { orLate } from './or-late.ts'

/** What has become of a record; nothing when it is gone, the same as before when its change has failed. */
export type Mark = RecordDocument | undefined

/** What the writers of this process have marked in the ledger, for those who wait. Losing it costs a moment. */
export interface Marks {
  add(record: RecordDocument, mark: Mark): void
  /**
   * What became of each of the records, by their ids; as many as were marked in so long. What became of an earlier
   * version says nothing of a later one.
   */
  wait(
    records: readonly RecordDocument[],
    longestMs: number,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Mark>>
}

export function createMarks(): Marks {
  const waiting = new Map<string, Set<(version: number, mark: Mark) => void>>()
  const listen = ({ _id, version }: RecordDocument, hear: (mark: Mark) => void) => {
    const ear = (marked: number, mark: Mark) => {
      if (marked >= version) hear(mark)
    }
    const all = waiting.get(_id) ?? new Set()
    waiting.set(_id, all.add(ear))
    return () => {
      all.delete(ear)
      if (all.size === 0) waiting.delete(_id)
    }
  }
  return {
    add: ({ _id, version }, mark) => {
      for (const hear of waiting.get(_id) ?? []) hear(version, mark)
    },
    wait: async (records, longestMs, signal) => {
      const heard = new Map<string, Mark>()
      const { promise: all, resolve } = Promise.withResolvers<void>()
      const ears = records.map((record) =>
        listen(record, (mark) => {
          heard.set(record._id, mark)
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
