import { canonicalName, isWithin } from '../dns/name.ts'
import { type HeldRecord, RecordInput, valueIn } from './record.ts'
import type { State } from './state.ts'
import type { HeldZone } from './zones.ts'

/** A record as DNS has it, in the zone of this id. */
export interface SandboxCloudflareRecord {
  readonly zone: string
  readonly id: string
  readonly name: string
  readonly type: string
  readonly value: string
  readonly ttl: number
  readonly comment?: string
}

/** What another hand writes; without a zone's id it goes to the closest zone, the first one of that name. */
export interface SandboxCloudflareForeign {
  readonly name: string
  readonly type: RecordInput['type']
  readonly value: string
  readonly zone?: string
  readonly ttl?: number
  readonly comment?: string
}

/** Somebody else with access to the zones, past the API and its limits. */
export function otherHand(state: State) {
  const found = (input: SandboxCloudflareForeign) => {
    const zone = zoneFor(state, input)
    return { zone, held: [...zone.records.values()].filter(isSame(input)) }
  }
  return {
    zones: () => [...state.zones.values()].map(({ records, ...zone }) => zone),
    records: (id?: string) =>
      [...state.zones.values()]
        .filter((zone) => id === undefined || zone.id === id)
        .flatMap((zone) => [...zone.records.values()].map((record) => shown(zone, record))),
    seed: (input: SandboxCloudflareForeign) => {
      state.seed(zoneFor(state, input), (change) => change.add(recordOf(input)))
    },
    add: (input: SandboxCloudflareForeign) => {
      const { zone, held } = found(input)
      if (held.length === 0) state.change(zone, (change) => change.add(recordOf(input)))
    },
    remove: (input: SandboxCloudflareForeign) => {
      const { zone, held } = found(input)
      state.change(zone, (change) => held.map(({ id }) => change.remove(id)))
    },
    deleteZone: state.deleteZone,
  }
}

const recordOf = (input: SandboxCloudflareForeign): RecordInput =>
  RecordInput.parse({ ...input, content: input.value })

const isSame = (input: SandboxCloudflareForeign) => {
  const { content, ...wanted } = recordOf(input)
  const value = valueIn({ ...wanted, content })
  return (record: HeldRecord) =>
    record.name === canonicalName(wanted.name) &&
    record.type === wanted.type &&
    valueIn(record) === value
}

function zoneFor({ zones }: State, { zone: id, name }: SandboxCloudflareForeign): HeldZone {
  const [closest] = [...zones.values()]
    .filter((zone) =>
      id === undefined ? isWithin(canonicalName(name), zone.name) : zone.id === id,
    )
    .toSorted((a, b) => b.name.length - a.name.length)
  if (!closest) throw new TypeError(`There is no zone for ${name.slice(0, 200)}.`)
  return closest
}

function shown(zone: HeldZone, record: HeldRecord): SandboxCloudflareRecord {
  const { id, name, type, ttl, comment } = record
  const value = valueIn(record)
  return { zone: zone.id, id, name, type, value, ttl, ...(comment !== null && { comment }) }
}
