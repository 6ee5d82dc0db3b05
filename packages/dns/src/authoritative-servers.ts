import { parent } from './dns-name.ts'
import { type LookupCache, lookupCache } from './lookup-cache.ts'
import type { Answer } from './message.ts'
import { printable } from './printable.ts'
import { DnsQueryError } from './query-error.ts'
import type { Recursive } from './recursive.ts'
import type { ServerAddress } from './server-address.ts'

/** A server of a zone with all its addresses. */
export interface NameServer {
  /** What the NS record says; nothing for one that is configured by its address. */
  readonly name?: string
  readonly addresses: readonly ServerAddress[]
}

/** A zone is asked from the servers it is delegated to, or from exactly these (`ip:port`). */
export type Authoritative = 'delegation' | readonly string[]

const DNS_PORT = 53
/** More than any zone has; a hostile one must not make us ask the whole Internet. */
const MOST_SERVERS = 16
const MOST_ADDRESSES = 8

export interface Delegations {
  /** The servers of the zone that the name is in, unless it is a zone cut itself. */
  above(name: string, signal: AbortSignal): Promise<readonly NameServer[]>
  /** The names of the servers that the zone is delegated to. */
  of(zone: string, signal: AbortSignal): Promise<readonly string[]>
  /** The servers by these names; one that cannot be looked up has no address. */
  named(names: readonly string[], signal: AbortSignal): Promise<readonly NameServer[]>
}

/**
 * Finds zones and their servers with the help of recursive resolvers, remembered for a minute.
 *
 * A resolver is never asked for the name itself, whatever the type: until the record is out, it would remember for up
 * to half an hour that there is nothing (RFC 2308 §5), and the CA may ask the same one. So the walk for the zone cut
 * begins one label higher, and what the name itself is, the zone's own servers say.
 */
export function delegations(resolve: Recursive, clock: () => Date): Delegations {
  const zones = lookupCache<string>(clock)
  const names = lookupCache<readonly string[]>(clock)
  const servers = lookupCache<NameServer>(clock)

  const named = (wanted: readonly string[], signal: AbortSignal) =>
    Promise.all(
      wanted.slice(0, MOST_SERVERS).map(async (name) => {
        try {
          return await servers(name, () => withAddresses(name, resolve, signal))
        } catch (error) {
          if (!(error instanceof DnsQueryError)) throw error
          return { name, addresses: [] }
        }
      }),
    )

  const of = (zone: string, signal: AbortSignal) =>
    names(zone, () => nameServers(zone, resolve, signal))

  const above = async (name: string, signal: AbortSignal) => {
    const start = parent(name)
    if (start === undefined) throw notFound(`${name} is a top-level name`)
    const zone = await zoneCut(start, zones, resolve, signal)
    return named(await of(zone, signal), signal)
  }

  return { above, of, named }
}

// A CNAME from outside may lead to any name.
const notFound = (message: string) =>
  new DnsQueryError('ERR_DNS_LOOKUP_FAILED', printable(message, 300))

/** Walks upward until a name has an SOA of its own. One that is found through a CNAME belongs to another zone. */
function zoneCut(
  name: string,
  zones: LookupCache<string>,
  resolve: Recursive,
  signal: AbortSignal,
): Promise<string> {
  return zones(name, async () => {
    const { answers } = await resolve({ name, type: 'SOA' }, signal)
    if (answers.some((record) => record.type === 'SOA' && record.name === name)) return name
    const next = parent(name)
    if (next === undefined) throw notFound(`no SOA up to ${name}: do the resolvers see the zone?`)
    return zoneCut(next, zones, resolve, signal)
  })
}

async function nameServers(zone: string, resolve: Recursive, signal: AbortSignal) {
  const names = nsOf(zone, await resolve({ name: zone, type: 'NS' }, signal))
  if (names.length === 0) throw notFound(`the zone ${zone} has no NS records`)
  return names
}

/** The targets of the NS records at exactly this name, be they the answer or a referral. */
export const nsOf = (name: string, { answers, authority }: Answer): string[] => [
  ...new Set(
    [...answers, ...authority]
      .filter((record) => record.type === 'NS' && record.name === name)
      .map(({ data }) => data),
  ),
]

/**
 * All A and AAAA. That one of the two cannot be looked up is no matter while the other gives an address. Private and
 * loopback addresses are taken like others, since they are what an internal zone has: all that goes there is a question
 * to port 53, and all that comes back of it is a few words in a report.
 */
async function withAddresses(name: string, resolve: Recursive, signal: AbortSignal) {
  const found = await Promise.allSettled(
    (['A', 'AAAA'] as const).map(async (type) => {
      const { answers } = await resolve({ name, type }, signal)
      return answers.filter((record) => record.type === type).slice(0, MOST_ADDRESSES)
    }),
  )
  signal.throwIfAborted()
  const addresses = found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
  const failure = found.find((result) => result.status === 'rejected')
  if (addresses.length === 0 && failure) throw failure.reason
  return { name, addresses: addresses.map(({ data }) => ({ address: data, port: DNS_PORT })) }
}
