import type { NameServer } from '../authoritative-servers.ts'
import { canonical } from '../dns-name.ts'
import type { Location } from '../location.ts'
import { type LookupCache, lookupCache } from '../lookup-cache.ts'
import { isAboutTheName } from '../message.ts'
import type { DnsProvider } from '../provider.ts'
import { DnsProviderError } from '../provider-error.ts'
import { DnsQueryError } from '../query-error.ts'
import type { Reading } from '../reading.ts'
import { type ServerAddress, spelled } from '../server-address.ts'
import type { Zone } from '../zones.ts'
import { failure, ok, type Verdict, warning } from './finding.ts'
import { isKnown, type Target } from './target.ts'
import type { TroubleCode } from './troubles.ts'

const PATIENCE_MS = 1000

/** Whether the zone is delegated, all its servers have it, and they are those of the provider; remembered for a minute. */
export function delegationCheck(reading: Reading, clock: () => Date) {
  const known: LookupCache<Verdict> = lookupCache(clock)
  return async ({ at, zone }: Target, signal: AbortSignal): Promise<Verdict | undefined> => {
    if (!zone) return undefined
    if (isKnown(at)) return known(keyOf(at, zone), () => verdictOn(at, zone, reading, signal))
    return at.because === 'no zone' ? failure('ERR_DNS_DELEGATION', at.saw) : undefined
  }
}

const keyOf = ({ servers, zone }: Location, ours: Zone): string =>
  [zone ?? ours.name, ...servers.map(labelOf)].join(' ')

const labelOf = ({ name, addresses }: NameServer): string =>
  name ?? addresses.map(spelled).join(', ')

async function verdictOn(
  at: Location,
  ours: Zone,
  reading: Reading,
  signal: AbortSignal,
): Promise<Verdict> {
  const zone = at.zone ?? ours.name
  const all = await Promise.all(
    at.servers.map((server) => serverSays(server, zone, at.configured, reading, signal)),
  )
  const bad = all.flatMap((one) => (one ? [one] : []))
  const saw = bad.map(({ text }) => text).join('; ')
  if (all.length === 0) return failure('ERR_DNS_DELEGATION', `${zone} has no servers`)
  if (bad.length === all.length) return failure(commonOf(bad), saw)
  if (bad.length > 0) return warning('ERR_DNS_DELEGATION', `of ${all.length} servers: ${saw}`)
  return (
    (at.configured ? undefined : await strangers(at, zone, ours, signal)) ??
    ok(`${zone} on ${at.servers.map(labelOf).join(', ')}`)
  )
}

interface Bad {
  readonly code: TroubleCode
  readonly text: string
}

/** What all have in common, or else that not one of them is good. */
const commonOf = (bad: readonly Bad[]): TroubleCode => {
  const [first, ...others] = new Set(bad.map(({ code }) => code))
  return first !== undefined && others.length === 0 ? first : 'ERR_DNS_DELEGATION'
}

/** Nothing when it has the zone at every address that answers: which IP versions reach it is this machine's matter. */
async function serverSays(
  server: NameServer,
  zone: string,
  configured: boolean,
  { ask }: Reading,
  signal: AbortSignal,
): Promise<Bad | undefined> {
  const label = labelOf(server)
  const answers = await Promise.all(
    server.addresses.map((address) => says(address, zone, configured, ask, signal)),
  )
  const heard = answers.filter((one) => one === undefined || one.code !== 'ERR_DNS_UNREACHABLE')
  if (answers.length === 0) return { code: 'ERR_DNS_UNREACHABLE', text: `${label}: no address` }
  const bad = (heard.length > 0 ? heard : answers).find((one) => one !== undefined)
  return bad && { ...bad, text: `${label}: ${bad.text}` }
}

async function says(
  address: ServerAddress,
  zone: string,
  configured: boolean,
  ask: Reading['ask'],
  signal: AbortSignal,
): Promise<Bad | undefined> {
  try {
    const answer = await ask(address, { name: zone, type: 'SOA' }, signal)
    if (!isAboutTheName(answer)) return { code: byRcode[answer.rcode] ?? LAME, text: answer.rcode }
    return configured || answer.authoritative
      ? undefined
      : { code: LAME, text: 'not authoritative' }
  } catch (error) {
    if (!(error instanceof DnsQueryError)) throw error
    return { code: 'ERR_DNS_UNREACHABLE', text: error.message }
  }
}

const LAME = 'ERR_DNS_DELEGATION'
const byRcode: Readonly<Record<string, TroubleCode>> = {
  SERVFAIL: 'ERR_DNS_SERVFAIL',
  REFUSED: 'ERR_DNS_REFUSED',
}

/**
 * Servers that are not the provider's may serve another copy of the zone, where nothing of what we write is seen. No
 * more than a warning: they may be the same ones under names of the zone's owner.
 */
async function strangers(
  { servers }: Location,
  zone: string,
  { provider }: Zone,
  signal: AbortSignal,
): Promise<Verdict | undefined> {
  const own = await namesAtProvider(provider, zone, signal)
  const strange = servers.flatMap(({ name }) =>
    name === undefined || own.includes(name) ? [] : [name],
  )
  if (own.length === 0 || strange.length === 0) return undefined
  const saw = `${zone} is delegated to ${strange.join(', ')}, and the provider has it on ${own.join(', ')}`
  return warning('ERR_DNS_DELEGATION', saw)
}

/** None where the provider cannot say, at least not soon; the dry write tells what is wrong with it. */
async function namesAtProvider(
  { nameServers }: DnsProvider,
  zone: string,
  signal: AbortSignal,
): Promise<string[]> {
  const soon = AbortSignal.timeout(PATIENCE_MS)
  try {
    const names = await nameServers?.(zone, AbortSignal.any([signal, soon]))
    return (names ?? []).map(canonical)
  } catch (error) {
    signal.throwIfAborted()
    if (soon.aborted || error instanceof DnsProviderError) return []
    throw error
  }
}
