import { randomBytes } from 'node:crypto'
import type { VendorChange } from '../vendor/control.ts'
import { CloudflareError, noSuchRecord } from './cloudflare-error.ts'
import { type HeldRecord, normalized, type RecordInput, valueIn } from './record.ts'
import type { HeldZone } from './zones.ts'

const newId = (): string => randomBytes(16).toString('hex')

/** Changes of a zone that all happen or none: until `commit`, nobody sees them. */
export interface Transaction {
  add(input: RecordInput): HeldRecord
  /** Overwrites what stands in the patch. */
  replace(id: string, patch: Partial<RecordInput>): HeldRecord
  remove(id: string): HeldRecord
  /** What was really changed. */
  commit(): VendorChange[]
}

/** Each step throws the `CloudflareError` that the whole is refused with. */
export function transaction(zone: HeldZone, at: Date): Transaction {
  const records = new Map(zone.records)
  const byName = Map.groupBy(records.values(), ({ name }) => name)
  const changes: VendorChange[] = []
  const held = (id: string) => {
    const record = records.get(id)
    if (!record) throw noSuchRecord()
    return record
  }
  const put = (record: HeldRecord): HeldRecord => {
    const others = byName.get(record.name) ?? []
    checkBeside(record, others)
    byName.set(record.name, [...others, record])
    records.set(record.id, record)
    changes.push(change(zone, 'add', record, at))
    return record
  }
  const remove = (id: string): HeldRecord => {
    const record = held(id)
    byName.set(
      record.name,
      (byName.get(record.name) ?? []).filter((other) => other !== record),
    )
    records.delete(id)
    changes.push(change(zone, 'remove', record, at))
    return record
  }
  return {
    remove,
    add: (input) => put({ ...normalized(zone, input), id: newId(), createdOn: at, modifiedOn: at }),
    replace: (id, patch) => {
      const old = held(id)
      const next = normalized(zone, { ...old, ...patch })
      if (isSame(old, next)) return old
      remove(id)
      return put({ ...next, id, createdOn: old.createdOn, modifiedOn: at })
    },
    commit: () => {
      zone.records = records
      return changes
    },
  }
}

function change(zone: HeldZone, op: VendorChange['op'], record: HeldRecord, at: Date) {
  const { id, name, type, comment } = record
  const value = valueIn(record)
  return { at, zone: zone.id, op, name, type, value, id, ...(comment !== null && { comment }) }
}

const isSame = (old: HeldRecord, next: RecordInput): boolean =>
  old.name === next.name &&
  old.type === next.type &&
  old.content === next.content &&
  old.ttl === next.ttl &&
  old.proxied === next.proxied &&
  old.comment === next.comment

function checkBeside(record: HeldRecord, others: readonly HeldRecord[]): void {
  for (const other of others) {
    if (other.type === record.type && other.content === record.content)
      throw new CloudflareError(400, 81058, 'An identical record already exists.')
    if (other.type === record.type && valueIn(other) === valueIn(record))
      throw new CloudflareError(400, 81057, 'The record already exists.')
    if (other.type === 'CNAME')
      throw new CloudflareError(400, 81054, 'A CNAME record with that host already exists.')
    if (record.type === 'CNAME')
      throw new CloudflareError(400, 81053, 'A record with that host already exists.')
  }
}
