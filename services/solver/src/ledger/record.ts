import { createHash } from 'node:crypto'
import { type ChallengeRecord, isLasting, type Problem } from '@certwire/contracts'
import type { Placement } from '@certwire/dns'
import type { Holder, RecordDocument } from './record-documents.ts'

/** Longer than an order proves and validates; whoever holds a record for longer has been lost. */
const HOLD_MS = 26 * 3_600_000

/** What commands call a record. */
export const recordKey = ({ name, value }: ChallengeRecord): string => `${name} ${value}`

export const recordId = ({ challenge, record }: Placement): string => {
  const key = `${recordKey(challenge)} ${record.name}`
  return `txt_${createHash('sha256').update(key).digest('hex').slice(0, 40)}`
}

/** The intent to have a record: the writer of its zone adds it. */
export function held(placement: Placement, holder: Holder, now: Date): RecordDocument {
  const { challenge, record, zone } = placement
  return {
    ...{ _id: recordId(placement), version: 1, zone, name: record.name, value: record.value },
    ...{ challenge: challenge.name, record: recordKey(challenge), place: recordKey(record) },
    ...(record.name !== challenge.name && { ledInto: zone }),
    ...{ holders: [holder], state: 'adding', ...queued(zone, now), until: endOf(now) },
  }
}

/**
 * One more who needs it; what was given up or is on its way out is added again, and so is what stays: it is asked for only
 * where it does not stand any more. Unchanged if nothing is new.
 */
export function alsoHeld(record: RecordDocument, holder: Holder, now: Date): RecordDocument {
  if (isHeldBy(record, holder)) return record
  const { problem: _, ...rest } = record
  const holders = [...without(record, holder), holder]
  const next = { ...rest, holders, until: endOf(now) }
  const isThere = record.state === 'held' && !stays(record)
  return isThere ? next : { ...next, state: 'adding', ...queued(record.zone, now) }
}

/** Whether it stays in its zone, whoever needs it: then it is forgotten in time, and not removed. */
export const stays = ({ challenge }: RecordDocument): boolean => isLasting({ name: challenge })

/** The order does not need it up to this generation. What nobody needs the writer of its zone removes. */
export function released(record: RecordDocument, holder: Holder, now: Date): RecordDocument {
  if (stays(record)) return record
  const holders = without(record, holder)
  if (holders.length === record.holders.length) return record
  if (holders.length > 0) return { ...record, holders }
  return { ...record, holders, state: 'removing', ...queued(record.zone, now) }
}

/** Nobody can need it any more. */
export const expired = (record: RecordDocument, now: Date): RecordDocument => ({
  ...{ ...record, holders: [], state: 'removing', until: endOf(now) },
  ...queued(record.zone, now),
})

/** The vendor has it by this change, if it told which; that an earlier one is in sync says nothing. */
export function accepted(
  { pending: _, dueAt: __, problem: ___, change: ____, ...record }: RecordDocument,
  by: string | undefined,
  now: Date,
): RecordDocument {
  const acceptedAt = now.toISOString()
  return { ...record, state: 'held', acceptedAt, ...(by === undefined ? {} : { change: by }) }
}

/** The vendor will not add it, however often it is asked. */
export const refused = (
  { pending: _, dueAt: __, ...record }: RecordDocument,
  problem: Problem,
): RecordDocument => ({ ...record, problem })

export const postponed = (record: RecordDocument, until: Date): RecordDocument => ({
  ...record,
  dueAt: until.toISOString(),
})

const isHeldBy = ({ holders }: RecordDocument, { orderId, generation }: Holder): boolean =>
  holders.some((one) => one.orderId === orderId && one.generation >= generation)

const without = ({ holders }: RecordDocument, { orderId, generation }: Holder): Holder[] =>
  holders.filter((one) => one.orderId !== orderId || one.generation > generation)

const queued = (zone: string, now: Date) => ({ pending: zone, dueAt: now.toISOString() })
const endOf = (now: Date) => new Date(now.getTime() + HOLD_MS).toISOString()
