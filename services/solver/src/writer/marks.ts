import type { RecordDocument } from '../ledger/record-documents.ts'
import { orLate } from './or-late.ts'

/** What the writers of this process have marked in the ledger, for those who wait. Losing it costs a moment. */
export interface Marks {
  add(records: readonly RecordDocument[]): void
  /** Waits until each of the records was marked, or for so long. */
  wait(records: readonly RecordDocument[], longestMs: number, signal: AbortSignal): Promise<void>
}

export function createMarks(): Marks {
  const waiting = new Map<string, Set<() => void>>()
  const listen = ({ _id }: RecordDocument) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const all = waiting.get(_id) ?? new Set()
    waiting.set(_id, all.add(resolve))
    const stop = () => {
      all.delete(resolve)
      if (all.size === 0) waiting.delete(_id)
    }
    return { promise, stop }
  }
  return {
    add: (records) => {
      for (const { _id } of records) for (const resolve of waiting.get(_id) ?? []) resolve()
    },
    wait: async (records, longestMs, signal) => {
      const ears = records.map(listen)
      try {
        await orLate(Promise.all(ears.map(({ promise }) => promise)), longestMs, signal)
      } finally {
        for (const { stop } of ears) stop()
      }
    },
  }
}
