import type { Authoritative } from './authoritative-servers.ts'
import { challengeRecord } from './challenge-guard.ts'
import { canonical, DnsNameError, isWithin, shown } from './dns-name.ts'
import type { DnsProvider, DnsProviderContext, TxtChange, TxtValue } from './provider.ts'
import { connectProvider, type ZoneConfig } from './zone-config.ts'

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
  /**
   * Adds the records with one change per zone, all zones at once. Resolves when every provider has accepted; rejects,
   * after all of them have ended, with the first failure. Nothing is written when one name has no zone or is no
   * challenge name. Repeating is safe.
   */
  present(records: readonly TxtValue[], signal: AbortSignal): Promise<void>
  /**
   * Removes exactly these names and values, with one change per zone. A name without a zone is passed over: `present`
   * wrote nothing for it, and nobody here could remove it.
   */
  cleanUp(records: readonly TxtValue[], signal: AbortSignal): Promise<void>
}

const defaults: DnsProviderContext = { clock: () => new Date(), fetch: globalThis.fetch }

/** The zones of the configuration with their providers. Makes no connection yet. */
export function connectZones(
  configs: readonly ZoneConfig[],
  context: Partial<DnsProviderContext> = {},
): Zones {
  return zonesOf(
    configs.map((config) => ({
      name: canonical(config.zone),
      provider: connectProvider(config, { ...defaults, ...context }),
      authoritative: config.servers ?? 'delegation',
    })),
  )
}

/** The same for zones whose providers are there already. A zone that is named twice is refused. */
export function zonesOf(zones: readonly Zone[]): Zones {
  const known = new Map(zones.map((zone) => [zone.name, zone]))
  if (known.size < zones.length) throw twice(zones)
  const holder = (name: string) =>
    zones
      .filter((zone) => isWithin(canonical(name), zone.name))
      .sort((a, b) => b.name.length - a.name.length)[0]
  const zoneFor = (name: string) => {
    const zone = holder(name)
    if (!zone) throw notConfigured(name, [...known.keys()])
    return zone
  }
  return {
    zoneFor,
    authoritative: (name) => holder(name)?.authoritative ?? 'delegation',
    // Async, so that a name without a zone rejects like every other failure.
    present: async (records, signal) =>
      changeEach(grouped(records, zoneFor), (add) => ({ add, remove: [] }), signal),
    cleanUp: async (records, signal) => {
      const held = records.filter(({ name }) => holder(name))
      await changeEach(grouped(held, zoneFor), (remove) => ({ add: [], remove }), signal)
    },
  }
}

async function changeEach(
  groups: Map<Zone, TxtValue[]>,
  change: (records: TxtValue[]) => TxtChange,
  signal: AbortSignal,
): Promise<void> {
  const results = await Promise.allSettled(
    [...groups].map(([{ name, provider }, records]) =>
      provider.change(name, change(records), signal),
    ),
  )
  const failure = results.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
}

function grouped(records: readonly TxtValue[], zoneFor: (name: string) => Zone) {
  return Map.groupBy(records.map(challengeRecord), ({ name }) => zoneFor(name))
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
