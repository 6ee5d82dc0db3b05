import { type Place, placement } from './placement.ts'
import { type Preflight, preflight } from './preflight/preflight.ts'
import { type Propagation, propagation } from './propagation.ts'
import type { Query } from './query.ts'
import { type Reading, reading } from './reading.ts'
import type { ZoneConfig } from './zone-config.ts'
import { connectZones, type Zones } from './zones.ts'

export interface DnsConfig {
  readonly zones: readonly ZoneConfig[]
  /** Recursive resolvers; none means those of the system. */
  readonly resolvers: readonly string[]
}

/** Everything about DNS: the zones we may write to, where records go, and whether they are out. */
export interface Dns {
  readonly zones: Zones
  readonly reading: Reading
  readonly place: Place
  readonly propagation: Propagation
  readonly preflight: Preflight
}

const QUESTION_TIMEOUT_MS = 2000

/** Makes no connection yet. Servers are asked over the network, unless another way is given. */
export function connectDns(config: DnsConfig, clock: () => Date, query?: Query): Dns {
  const { resolvers } = config
  const read = reading({
    ...{ resolvers, clock, timeoutMs: QUESTION_TIMEOUT_MS },
    ...(query && { query }),
    authoritative: (name) => zones.authoritative(name),
  })
  const zones = connectZones(config.zones, {
    ...{ clock, fetch: globalThis.fetch },
    nameServers: (zone, signal) => read.delegations.of(zone, signal),
  })
  return {
    ...{ zones, reading: read, place: placement(zones, read), propagation: propagation(read) },
    preflight: preflight({ zones, reading: read }, clock),
  }
}
