import { canonicalName, isName, isWithin, pathTo } from './name.ts'
import { canonicalRecord, type SandboxRecord } from './record.ts'
import { SandboxDnsError } from './record-error.ts'

/** What was really changed: adding a record that is there and removing one that is gone leave no trace. */
export interface SandboxDnsChange extends SandboxRecord {
  readonly op: 'add' | 'remove'
  readonly at: Date
}

export interface ZoneChange {
  readonly add?: readonly SandboxRecord[]
  readonly remove?: readonly SandboxRecord[]
}

/** The records of all zones of a server, in memory. */
export interface Zones {
  /** All or nothing: a record that cannot be held throws `SandboxDnsError` before anything is changed. */
  change(change: ZoneChange): void
  at(name: string): readonly SandboxRecord[]
  /** Whether there are records at the name or below it; the others are NXDOMAIN (RFC 8020). */
  exists(name: string): boolean
  /** The closest origin that the name lies in. */
  originOf(name: string): string | undefined
  list(): SandboxRecord[]
  /** The latest changes, 100,000 at least. */
  readonly journal: readonly SandboxDnsChange[]
  /** How many there have been. */
  changes(): number
}

const keptChanges = 100_000

export function createZones(zones: readonly string[], clock: () => Date): Zones {
  const origins = zones.map(canonicalName).sort((a, b) => b.length - a.length)
  const bad = origins.find((origin) => !isName(origin))
  if (bad !== undefined) throw new SandboxDnsError(`Not the origin of a zone: ${bad.slice(0, 80)}`)
  const held = new Map<string, readonly SandboxRecord[]>()
  const weights = new Map<string, number>(origins.map((origin) => [origin, 1]))
  const journal: SandboxDnsChange[] = []
  let changes = 0

  const originOf = (name: string) => origins.find((origin) => isWithin(name, origin))
  const at = (name: string) => held.get(name) ?? []
  const weigh = (name: string, by: number) => {
    for (const node of pathTo(originOf(name) ?? name, name)) {
      weights.set(node, (weights.get(node) ?? 0) + by)
    }
  }
  const note = (op: SandboxDnsChange['op'], record: SandboxRecord) => {
    changes += 1
    journal.push({ op, ...record, at: clock() })
    if (journal.length >= 2 * keptChanges) journal.splice(0, journal.length - keptChanges)
  }
  const owned = (record: SandboxRecord): SandboxRecord => {
    const canonical = canonicalRecord(record)
    if (originOf(canonical.name) !== undefined) return canonical
    throw new SandboxDnsError(`No zone of this server holds ${canonical.name.slice(0, 80)}`)
  }
  const add = (record: SandboxRecord) => {
    if (at(record.name).some(same(record))) return
    held.set(record.name, [...at(record.name), record])
    weigh(record.name, 1)
    note('add', record)
  }
  const remove = (record: SandboxRecord) => {
    if (!at(record.name).some(same(record))) return
    const rest = at(record.name).filter((other) => !same(record)(other))
    if (rest.length > 0) held.set(record.name, rest)
    else held.delete(record.name)
    weigh(record.name, -1)
    note('remove', record)
  }

  return {
    ...{ at, originOf, journal, changes: () => changes },
    change: (change) => {
      const removals = (change.remove ?? []).map(owned)
      const additions = (change.add ?? []).map(owned)
      removals.forEach(remove)
      additions.forEach(add)
    },
    exists: (name) => (weights.get(name) ?? 0) > 0,
    list: () => [...held.values()].flat(),
  }
}

const same = (one: SandboxRecord) => (other: SandboxRecord) =>
  one.type === other.type && one.value === other.value && one.name === other.name
