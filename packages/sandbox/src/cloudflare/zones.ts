import { createHash } from 'node:crypto'
import { canonicalName, isName } from '../dns/name.ts'
import type { HeldRecord } from './record.ts'

export interface SandboxCloudflareZone {
  readonly name: string
  /** 32 hexadecimal digits; made from its name and place when it is left out. */
  readonly id?: string
  readonly nameServers?: readonly string[]
  /** How many operations a batch may have: 200 on `free`, the default, and 3,500 on `pro`. */
  readonly plan?: 'free' | 'pro'
}

export interface HeldZone {
  readonly id: string
  readonly name: string
  readonly nameServers: readonly string[]
  readonly plan: 'free' | 'pro'
  records: ReadonlyMap<string, HeldRecord>
}

export type HeldZones = Map<string, HeldZone>

const ID = /^[0-9a-f]{32}$/

/** Several zones may have one name, as in different accounts. */
export function heldZones(zones: readonly SandboxCloudflareZone[]): HeldZones {
  const held: HeldZones = new Map()
  for (const [index, zone] of zones.entries()) {
    const name = canonicalName(zone.name)
    const id = zone.id ?? digest(`${index} ${name}`)
    if (!isName(name)) throw new TypeError(`Not the name of a zone: ${zone.name}`)
    if (!ID.test(id) || held.has(id)) throw new TypeError(`Not the id of a zone of its own: ${id}`)
    const nameServers = zone.nameServers ?? ['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com']
    held.set(id, { id, name, nameServers, plan: zone.plan ?? 'free', records: new Map() })
  }
  return held
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** The zone on the wire. */
export const zoneJson = ({ id, name, nameServers, plan }: HeldZone) => ({
  ...{ id, name, status: 'active', paused: false, type: 'full', development_mode: 0 },
  name_servers: nameServers,
  account: { id: digest('account'), name: 'Sandbox' },
  owner: { id: digest('owner'), type: 'user', email: null },
  plan: { id: digest(plan), legacy_id: plan, name: plan === 'free' ? 'Free Website' : 'Pro' },
})
