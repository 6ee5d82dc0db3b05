import { type Account, zoneOf } from './account.ts'
import { applyBatch } from './apply-batch.ts'
import { textOf, txtValue } from './character-strings.ts'
import { canonicalName, isWithin } from './domain-name.ts'
import type { HostedZone } from './hosted-zone.ts'
import { differences, recordsOf, type SandboxRoute53Record } from './journal.ts'
import { keyOf, type RecordSets } from './record-set.ts'
import { readValue } from './record-value.ts'
import { invalidBatch, noSuchZone } from './route53-error.ts'

/** A record that another hand writes or takes away. */
export interface SandboxRoute53Foreign {
  readonly name: string
  readonly type: string
  /** As DNS has it: a TXT without quotes. */
  readonly value: string
  /** Seconds; that of the set where there is one, else 300. */
  readonly ttl?: number
  /** The id of the zone; the closest public one when it is left out. */
  readonly zone?: string
}

/** Somebody else with access to the zones, who is neither throttled nor refused for want of his turn. */
export function otherHand(account: Account) {
  const write = (record: SandboxRoute53Foreign, isThere: boolean) => {
    const zone = zoneFor(account, record)
    return { zone, sets: withRecord(zone, record, isThere) }
  }
  const lineOf = ({ id }: HostedZone) => ({ zone: id, at: account.clock() })
  return {
    add: (record: SandboxRoute53Foreign): void => {
      const { zone, sets } = write(record, true)
      account.change(zone, sets)
    },
    remove: (record: SandboxRoute53Foreign): void => {
      const { zone, sets } = write(record, false)
      account.change(zone, sets)
    },
    seed: (record: SandboxRoute53Foreign): void => {
      const { zone, sets } = write(record, true)
      account.publish(zone, differences(zone.sets, sets, lineOf(zone)))
      zone.sets = sets
    },
    records: (id?: string): SandboxRoute53Record[] => {
      const zones = id === undefined ? [...account.zones.values()] : [zoneOf(account, id)]
      return zones.flatMap(ownRecords)
    },
    deleteZone: (id: string): void => {
      const zone = zoneOf(account, id)
      account.publish(zone, differences(zone.sets, new Map(), lineOf(zone)))
      account.zones.delete(id)
    },
  }
}

function withRecord(zone: HostedZone, record: SandboxRoute53Foreign, isThere: boolean): RecordSets {
  const name = canonicalName(record.name) ?? ''
  const isText = record.type === 'TXT'
  const read = readValue(record.type, isText ? txtValue(record.value) : record.value)
  if ('problem' in read) throw invalidBatch([read.problem])
  const empty = { name, type: record.type, setIdentifier: undefined, routing: [], values: [] }
  const held = zone.sets.get(keyOf(empty))
  const isOther = (value: string) =>
    isText ? textOf(value) !== record.value : value !== read.value
  const others = (held?.values ?? []).filter(isOther)
  const values = isThere ? [...others, read.value] : others
  if (held && values.length === 0) return applyBatch(zone, [{ action: 'DELETE', set: held }])
  if (values.length === 0) return zone.sets
  const set = { ...(held ?? empty), values, ttl: record.ttl ?? held?.ttl ?? 300 }
  return applyBatch(zone, [{ action: 'UPSERT', set }])
}

function zoneFor(account: Account, record: SandboxRoute53Foreign): HostedZone {
  if (record.zone !== undefined) return zoneOf(account, record.zone)
  const name = canonicalName(record.name) ?? ''
  const [closest] = [...account.zones.values()]
    .filter((zone) => !zone.isPrivate && isWithin(name, zone.name))
    .toSorted((a, b) => b.name.length - a.name.length)
  if (!closest) throw noSuchZone(record.name)
  return closest
}

const ownRecords = ({ name, sets }: HostedZone): SandboxRoute53Record[] =>
  [...sets.values()]
    .filter((set) => set.name !== name || (set.type !== 'SOA' && set.type !== 'NS'))
    .flatMap(recordsOf)
