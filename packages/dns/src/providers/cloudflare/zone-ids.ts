import { canonical, shown } from '../../dns-name.ts'
import type { DnsProviderContext } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import type { CloudflareApi, CloudflareZone } from './api.ts'

const LIFETIME_MS = 300_000

interface ZoneIds {
  /** The zone's id, from five minutes ago at most. `isKnown` where nobody asked for it now. */
  find(
    zone: string,
    signal: AbortSignal,
  ): Promise<{ readonly id: string; readonly isKnown: boolean }>
  forget(zone: string): void
}

/** Finds zones by name. Where several have it, the one is meant that the name is delegated to. */
export function zoneIds(api: CloudflareApi, { clock, nameServers }: DnsProviderContext): ZoneIds {
  const known = new Map<string, { id: string; until: number }>()
  const look = async (zone: string, signal: AbortSignal) => {
    const found = (await api.zones(zone, signal)).filter(({ name }) => canonical(name) === zone)
    const [first, second] = found
    if (!first) throw notFound(zone)
    if (!second) return first.id
    const servers = setOf(await nameServers(zone, signal))
    const [match, other] = found.filter((one) => setOf(one.name_servers ?? []) === servers)
    if (!match || other) throw ambiguous(zone, found)
    return match.id
  }
  return {
    find: async (zone, signal) => {
      const now = clock().getTime()
      const held = known.get(zone)
      if (held && held.until > now) return { id: held.id, isKnown: true }
      const id = await look(zone, signal)
      known.set(zone, { id, until: now + LIFETIME_MS })
      return { id, isKnown: false }
    },
    forget: (zone) => void known.delete(zone),
  }
}

const setOf = (names: readonly string[]): string => names.map(canonical).sort().join(' ')

function notFound(zone: string): DnsProviderError {
  const why =
    'A token without Zone:Zone:Read sees no zones: give it that, or set zoneId to the id of the zone.'
  const message = `cloudflare has no zone ${shown(zone)} that this token can see. ${why}`
  return new DnsProviderError('ERR_DNS_PROVIDER_ZONE', message)
}

function ambiguous(zone: string, found: readonly CloudflareZone[]): DnsProviderError {
  const why = `and none, or more than one, has the servers that the name is delegated to: set zoneId.`
  const message = `cloudflare has ${found.length} zones ${shown(zone)}, ${why}`
  return new DnsProviderError('ERR_DNS_PROVIDER_ZONE', message)
}
