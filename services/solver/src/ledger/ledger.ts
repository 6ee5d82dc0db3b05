import type { ChallengeRecord } from '@certwire/contracts'
import type { Placement } from '@certwire/dns'
import { type Collection, insertOnce } from '@certwire/store'
import { alsoHeld, expired, held, recordId, recordKey, released, stays } from './record.ts'
import type { Holder, RecordDocument } from './record-documents.ts'
import { shared } from './shared.ts'

/** What is in which zone because of us, and for whom. Everything here is durable before it resolves. */
export interface Ledger {
  /** Every record by one of these names and values, wherever it was placed. */
  of(records: readonly ChallengeRecord[]): Promise<RecordDocument[]>
  /** What has become of these records. */
  look(records: readonly RecordDocument[]): Promise<RecordDocument[]>
  /** Keeps the intent to have these records, and gives them. */
  hold(placements: readonly Placement[], holder: Holder): Promise<RecordDocument[]>
  /** The order needs these no longer, up to this generation. Gives what is kept of them. */
  release(records: readonly ChallengeRecord[], holder: Holder): Promise<RecordDocument[]>
  /** What the writer of the zone has to do now, the longest waiting first. */
  due(zone: string, limit: number): Promise<RecordDocument[]>
  /** Those of them that stand in one place with another record, which is needed. */
  shared(records: readonly RecordDocument[]): Promise<ReadonlySet<RecordDocument>>
  /** Gives the next version; nothing if somebody changed it since it was read, and made it due as something else. */
  replace(next: RecordDocument): Promise<RecordDocument | undefined>
  /** It was written though nobody knows of it any more: it goes again, unless it is one that stays. */
  recall(record: RecordDocument): Promise<void>
  /** Takes it out, unless somebody changed it since it was read. */
  forget(record: RecordDocument): Promise<boolean>
  /** Zones whose writers have something to do now. */
  dueZones(): Promise<string[]>
  /**
   * Lets go of what nobody can need any more; forgets what could not be removed for as long again, and gives it. What
   * stays in its zone is forgotten too.
   */
  expire(limit: number): Promise<RecordDocument[]>
}

const MOST_OF_A_RECORD = 100
/** Sorts behind everything that begins with the same zone. */
const AFTER = '\u0000'

/** Changes by compare-and-set. */
function changing(collection: Collection<RecordDocument>) {
  const replace = async (record: RecordDocument): Promise<RecordDocument | undefined> => {
    const next = { ...record, version: record.version + 1 }
    return (await collection.replace(next)) ? next : undefined
  }
  const change = async (
    first: RecordDocument | undefined,
    next: (record: RecordDocument) => RecordDocument,
  ): Promise<RecordDocument | undefined> => {
    for (let record = first; record; record = await collection.get(record._id)) {
      const after = next(record)
      const kept = after === record ? record : await replace(after)
      if (kept) return kept
    }
    return undefined
  }
  return { replace, change }
}

export function connectLedger(collection: Collection<RecordDocument>, clock: () => Date): Ledger {
  const { replace, change } = changing(collection)
  const of = async (wanted: readonly ChallengeRecord[]) => {
    const keys = [...new Set(wanted.map(recordKey))]
    const find = (key: string) =>
      collection.find('record', { equal: [key], limit: MOST_OF_A_RECORD })
    return (await Promise.all(keys.map(find))).flat()
  }
  /** Between a look and the write it may come and go. */
  const holdOne = async (placement: Placement, holder: Holder): Promise<RecordDocument> => {
    for (;;) {
      const first = held(placement, holder, clock())
      if (await insertOnce(collection, first)) return first
      const known = await collection.get(recordId(placement))
      const next = await change(known, (record) => alsoHeld(record, holder, clock()))
      if (next) return next
    }
  }
  return {
    ...{ of, replace },
    hold: (placements, holder) => Promise.all(placements.map((one) => holdOne(one, holder))),
    release: async (wanted, holder) => {
      const drop = (record: RecordDocument) => released(record, holder, clock())
      const left = await Promise.all((await of(wanted)).map((record) => change(record, drop)))
      return left.filter((record) => record !== undefined)
    },
    due: (zone, limit) =>
      collection.find('pending', { equal: [zone], to: clock().toISOString(), limit }),
    look: async (records) => {
      const all = await Promise.all(records.map(({ _id }) => collection.get(_id)))
      return all.filter((record) => record !== undefined)
    },
    shared: (records) => shared(collection, records),
    recall: async (record) => {
      if (stays(record)) return
      await insertOnce(collection, { ...expired(record, clock()), version: 1 })
    },
    forget: ({ _id, version }) => collection.delete(_id, version),
    dueZones: () => dueZones(collection, clock().toISOString()),
    expire: async (limit) => {
      const now = clock()
      const old = await collection.find('until', { to: now.toISOString(), limit })
      const { lost = [], left = [], over = [] } = Object.groupBy(old, endOf)
      const forgotten = [...lost, ...left]
      await Promise.all(forgotten.map(({ _id, version }) => collection.delete(_id, version)))
      await Promise.all(over.map((one) => replace(expired(one, now))))
      return lost
    },
  }
}

/** What becomes of a record that nobody can need any more. */
function endOf(record: RecordDocument): 'lost' | 'left' | 'over' {
  if (stays(record)) return 'left'
  return record.state === 'removing' ? 'lost' : 'over'
}

async function dueZones(collection: Collection<RecordDocument>, now: string): Promise<string[]> {
  const zones: string[] = []
  for (let from = ''; ; ) {
    const [first] = await collection.find('pending', { from, limit: 1 })
    if (first?.pending === undefined) return zones
    const { pending } = first
    const [due] = await collection.find('pending', { equal: [pending], to: now, limit: 1 })
    if (due) zones.push(pending)
    from = pending + AFTER
  }
}
