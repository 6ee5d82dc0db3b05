import { randomBytes } from 'node:crypto'
import { absolute, canonicalName } from './domain-name.ts'
import { keyOf, type RecordSet, type RecordSets } from './record-set.ts'

export interface SandboxRoute53Zone {
  readonly name: string
  /** `Z` and letters and digits; made up when it is left out. */
  readonly id?: string
  /** Of a VPC: nobody outside can resolve it. */
  readonly private?: boolean
  /** Of the delegation set; four are made up when they are left out. */
  readonly nameServers?: readonly string[]
}

export interface HostedZone {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  readonly nameServers: readonly string[]
  sets: RecordSets
  /** A change of it is under way, and there is only ever one. */
  isBusy: boolean
}

/** A zone as it is when it is made: SOA and NS of its own and nothing else. */
export function hostedZone(zone: SandboxRoute53Zone): HostedZone {
  const name = canonicalName(zone.name)
  if (name === undefined) throw new TypeError(`Not a name that a zone can have: ${zone.name}`)
  const number = randomBytes(2).readUInt16BE()
  const nameServers = zone.nameServers ?? [
    ...[`ns-${number % 512}.awsdns-00.com`, `ns-${512 + (number % 512)}.awsdns-00.net`],
    ...[`ns-${1024 + (number % 512)}.awsdns-00.org`, `ns-${1536 + (number % 512)}.awsdns-00.co.uk`],
  ]
  const soa = `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`
  const own: RecordSet[] = [
    { ...apex(name, 'NS'), ttl: 172_800, values: nameServers.map(absolute) },
    { ...apex(name, 'SOA'), ttl: 900, values: [soa] },
  ]
  return {
    ...{ name, nameServers, isPrivate: zone.private ?? false, isBusy: false },
    id: zone.id ?? `Z${randomBytes(10).toString('hex').toUpperCase()}`,
    sets: new Map(own.map((set) => [keyOf(set), set])),
  }
}

const apex = (name: string, type: string) => ({
  ...{ name, type, setIdentifier: undefined, routing: [] },
})
