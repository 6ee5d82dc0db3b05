import type { Ledger } from '../ledger/ledger.ts'
import type { RecordDocument } from '../ledger/record-documents.ts'
import type { Wake } from './wake.ts'

/**
 * What the writer of a zone has to do: what it is told within the process, and now and then what the ledger says, which
 * knows of other processes, of what was put off and of what a crash has left.
 */
export interface DueQueue {
  /** The longest waiting first. */
  next(): Promise<readonly RecordDocument[]>
  /** They were written. */
  done(records: readonly RecordDocument[]): void
  /** The ledger is looked at next, whatever was told. */
  distrust(): void
}

/** More than any change carries. */
const MOST = 4000
const LOOK_MS = 250

export function dueQueue(
  zone: string,
  { ledger, clock }: { ledger: Ledger; clock: () => Date },
  wake: Wake,
): DueQueue {
  let told = new Map<string, RecordDocument>()
  let lookAt = 0
  return {
    next: async () => {
      const isTimeToLook = performance.now() >= lookAt
      if (isTimeToLook) {
        lookAt = performance.now() + LOOK_MS
        told = byId(await ledger.due(zone, MOST))
      }
      for (const record of wake.told()) {
        const known = told.get(record._id)
        if (!known || known.version < record.version) told.set(record._id, record)
      }
      const now = clock().toISOString()
      return [...told.values()].filter(({ dueAt = now }) => dueAt <= now)
    },
    done: (records) => {
      for (const { _id, version } of records)
        if (told.get(_id)?.version === version) told.delete(_id)
    },
    distrust: () => {
      lookAt = 0
    },
  }
}

const byId = (records: readonly RecordDocument[]) =>
  new Map(records.map((record) => [record._id, record]))
