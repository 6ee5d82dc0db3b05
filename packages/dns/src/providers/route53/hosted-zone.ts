import type { HostedZone } from '@aws-sdk/client-route-53'
import { canonical } from '../../dns-name.ts'
import { printable } from '../../printable.ts'
import type { DnsProviderContext } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import type { Route53 } from './client.ts'
import { malformed } from './error.ts'
import { listedName } from './text.ts'

const KEPT_MS = 5 * 60_000
const MOST_PAGES = 10
const MOST_OF_A_NAME = 10

type Context = Pick<DnsProviderContext, 'clock' | 'nameServers'>

export interface HostedZones {
  /** The id of the public zone, kept for minutes. Rejects with `ERR_DNS_PROVIDER_ZONE` where there is none or no telling. */
  idOf(zone: string, signal: AbortSignal): Promise<string>
  /** What was kept is no longer true. Says whether anything was. */
  forget(zone: string): boolean
}

export function hostedZones(
  api: Pick<Route53, 'zonesByName' | 'nameServers'>,
  context: Context,
): HostedZones {
  const kept = new Map<string, { readonly id: string; readonly until: number }>()
  return {
    idOf: async (zone, signal) => {
      const held = kept.get(zone)
      const now = context.clock().getTime()
      if (held && held.until > now) return held.id
      const ids = await publicZones(api, zone, signal)
      const id = await theDelegated(zone, ids, { api, context, signal })
      kept.set(zone, { id, until: now + KEPT_MS })
      return id
    },
    forget: (zone) => kept.delete(zone),
  }
}

/** The ids of all public zones of exactly this name, which the list begins with. */
async function publicZones(api: Pick<Route53, 'zonesByName'>, zone: string, signal: AbortSignal) {
  const found: HostedZone[] = []
  let from: Parameters<Route53['zonesByName']>[0] = { DNSName: `${zone}.` }
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await api.zonesByName(from, signal)
    const same = page.HostedZones.filter(({ Name = '' }) => listedName(Name) === zone)
    found.push(...same)
    const next = page.IsTruncated ? page.NextDNSName : undefined
    if (next === undefined || listedName(next) !== zone) {
      const open = found.filter(({ Config }) => !Config?.PrivateZone)
      return open.flatMap(({ Id }) => Id?.replace(/^\/hostedzone\//, '') ?? [])
    }
    from = { DNSName: next, HostedZoneId: page.NextHostedZoneId }
  }
  throw malformed('ListHostedZonesByName', 'with pages without end')
}

interface Look {
  readonly api: Pick<Route53, 'nameServers'>
  readonly context: Context
  readonly signal: AbortSignal
}

/** Zones of one name never share a server, so one that the world asks names its zone. */
async function theDelegated(zone: string, ids: readonly string[], look: Look): Promise<string> {
  const [first, ...others] = ids
  if (first === undefined) {
    throw noZone(
      `the account has no public hosted zone ${zone}`,
      'check the account, or set `zoneId`',
    )
  }
  if (others.length === 0) return first
  const named = ids.slice(0, MOST_OF_A_NAME)
  const asked = await delegation(zone, look)
  const matching: string[] = []
  for (const id of named) {
    const servers = await look.api.nameServers(id, look.signal)
    if (servers.some((server) => asked.includes(canonical(server)))) matching.push(id)
  }
  const [one, another] = matching
  if (one !== undefined && another === undefined) return one
  throw noZone(
    `the public hosted zones ${named.join(', ')} are all ${zone}, and its delegation (${printable(asked.join(', '), 200)}) is to ${one === undefined ? 'none' : 'several'} of them`,
    'set `zoneId`',
  )
}

async function delegation(zone: string, { context, signal }: Look): Promise<readonly string[]> {
  try {
    return (await context.nameServers(zone, signal)).map(canonical)
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? printable(error.message, 200) : 'no reason'
    throw new DnsProviderError(
      'ERR_DNS_PROVIDER_UNREACHABLE',
      `route53: several hosted zones are ${zone}, and the servers it is delegated to cannot be learned: ${reason}`,
      { cause: error },
    )
  }
}

const noZone = (what: string, remedy: string) =>
  new DnsProviderError('ERR_DNS_PROVIDER_ZONE', `route53: ${what}: ${remedy}.`)
