import type { Authoritative } from './authoritative-servers.ts'
import { canonical, DnsNameError, parent, shown } from './dns-name.ts'
import type { DnsProvider, DnsProviderContext } from './provider.ts'
import { connectProvider, type ZoneConfig } from './zone-config.ts'

/** A zone of the configuration: everything at and below it is written through its provider. */
export interface Zone {
  readonly name: string
  readonly provider: DnsProvider
  /** Where its records are looked for. */
  readonly authoritative: Authoritative
}

export interface Zones {
  /** The zone that holds the name, by the longest suffix; `ERR_DNS_ZONE_NOT_CONFIGURED` when there is none. */
  zoneFor(name: string): Zone
  /** Where records at this name are looked for; by delegation also in zones that are not ours (CNAME targets). */
  authoritative(name: string): Authoritative
  readonly all: readonly Zone[]
}

/** The zones of the configuration with their providers. Makes no connection yet. */
export function connectZones(configs: readonly ZoneConfig[], context: DnsProviderContext): Zones {
  return zonesOf(
    configs.map((config) => ({
      name: canonical(config.zone),
      provider: connectProvider(config, context),
      authoritative: config.servers ?? 'delegation',
    })),
  )
}

/** The same for zones whose providers are there already. A zone that is named twice is refused. */
export function zonesOf(zones: readonly Zone[]): Zones {
  const known = new Map(zones.map((zone) => [zone.name, zone]))
  if (known.size < zones.length) throw twice(zones)
  const holder = (name: string): Zone | undefined => {
    for (let at: string | undefined = canonical(name); at !== undefined; at = parent(at)) {
      const zone = known.get(at)
      if (zone) return zone
    }
    return undefined
  }
  return {
    zoneFor: (name) => {
      const zone = holder(name)
      if (!zone) throw notConfigured(name, [...known.keys()])
      return zone
    },
    authoritative: (name) => holder(name)?.authoritative ?? 'delegation',
    all: zones,
  }
}

function twice(zones: readonly Zone[]): DnsNameError {
  const names = zones.map(({ name }) => name)
  const again = names.find((name, index) => names.indexOf(name) < index) ?? ''
  const message = `The zone ${shown(again)} is configured twice: one provider writes a zone.`
  return new DnsNameError('ERR_DNS_ZONE_CONFIGURED_TWICE', message)
}

function notConfigured(name: string, zones: string[]): DnsNameError {
  const known = zones.length > 0 ? zones.slice(0, 20).join(', ') : 'none'
  const message = `No zone is configured for ${shown(name)}. Zones known: ${known}${zones.length > 20 ? ', …' : ''}.`
  return new DnsNameError('ERR_DNS_ZONE_NOT_CONFIGURED', message)
}
