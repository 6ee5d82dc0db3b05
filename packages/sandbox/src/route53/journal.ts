import type { VendorChange } from '../vendor/control.ts'
import { textOf } from './character-strings.ts'
import type { RecordSet, RecordSets } from './record-set.ts'

/** A record as DNS has it: no final dot, a TXT without quotes. */
export interface SandboxRoute53Record {
  readonly name: string
  readonly type: string
  readonly value: string
  /** Seconds. */
  readonly ttl: number
}

/** What differs between two states of a zone, removals first: what a batch takes away and puts back does not. */
export function differences(
  before: RecordSets,
  after: RecordSets,
  about: Pick<VendorChange, 'zone' | 'at'>,
): VendorChange[] {
  const isTouched = (key: string) => before.get(key) !== after.get(key)
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter(isTouched)
  const only = (op: VendorChange['op'], these: RecordSets, others: RecordSets) =>
    keys.flatMap((key) => {
      const known = recordsOf(others.get(key))
      const own = recordsOf(these.get(key)).filter((record) => !known.some(isSame(record)))
      return own.map((record) => ({ op, ...record, ...about }))
    })
  return [...only('remove', before, after), ...only('add', after, before)]
}

/** None of an alias. */
export const recordsOf = (set: RecordSet | undefined): SandboxRoute53Record[] =>
  (set?.values ?? []).map((value) => ({
    ...{ name: set?.name ?? '', type: set?.type ?? '', ttl: set?.ttl ?? 0 },
    value: set?.type === 'TXT' ? textOf(value) : value,
  }))

const isSame = (a: SandboxRoute53Record) => (b: SandboxRoute53Record) =>
  a.value === b.value && a.ttl === b.ttl
