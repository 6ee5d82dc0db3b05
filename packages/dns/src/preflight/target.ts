import { DnsNameError, parent, shown } from '../dns-name.ts'
import { type Location, locate } from '../location.ts'
import { DnsQueryError } from '../query-error.ts'
import type { Reading } from '../reading.ts'
import type { Zone, Zones } from '../zones.ts'

/** Where the challenge record of a name goes. */
export interface Target {
  /** Canonical, without `*.`. */
  readonly name: string
  readonly challenge: string
  readonly at: Location | Nowhere
  /** The configured zone that it goes to, as far as is known. */
  readonly zone: Zone | undefined
}

/** Why that is not known. */
export interface Nowhere {
  /**
   * `loop`: the CNAMEs do not end; `dangling`: they end where no zone is; `no zone`: the name is in none; `servfail`: a
   * resolver that is well fails at this name; `no resolver`: nobody could be asked, which says nothing of the name.
   */
  readonly because: 'loop' | 'dangling' | 'no zone' | 'servfail' | 'no resolver'
  readonly saw: string
  /** What no resolver answered for. */
  readonly asked?: string
}

export interface Sight {
  readonly zones: Zones
  readonly reading: Reading
}

export const isKnown = (at: Location | Nowhere): at is Location => 'servers' in at

/** Where a record at the challenge name of this name is written, found by its zones' own servers. */
export async function targetOf(name: string, sight: Sight, signal: AbortSignal): Promise<Target> {
  const challenge = `_acme-challenge.${name}`
  const found = await locate(challenge, sight.reading, signal).catch((error: unknown) =>
    nowhere(error, challenge, sight.reading, signal),
  )
  const zone = configured(isKnown(found) ? found.name : challenge, sight.zones)
  const at = isKnown(found) ? (unlessTopLevel(found, challenge, zone) ?? found) : found
  return { name, challenge, at, zone }
}

/** The walk for the zone always ends somewhere: at a top-level domain when the one below it is not there. */
function unlessTopLevel(
  { configured, name, zone }: Location,
  challenge: string,
  ours: Zone | undefined,
): Nowhere | undefined {
  if (configured || zone === undefined || zone.includes('.') || ours?.name === zone)
    return undefined
  const missing = `and there is no zone for it below ${shown(zone)}`
  return name === challenge
    ? { because: 'no zone', saw: `the name is ${shown(name)}, ${missing}` }
    : { because: 'dangling', saw: `CNAME to ${shown(name)}, ${missing}` }
}

function configured(name: string, zones: Zones): Zone | undefined {
  try {
    return zones.zoneFor(name)
  } catch (error) {
    if (error instanceof DnsNameError) return undefined
    throw error
  }
}

async function nowhere(
  error: unknown,
  challenge: string,
  reading: Reading,
  signal: AbortSignal,
): Promise<Nowhere> {
  if (!(error instanceof DnsQueryError)) throw error
  const { code, message: saw, unanswered } = error
  if (code === 'ERR_DNS_CNAME_LOOP') return { because: 'loop', saw }
  if (unanswered) {
    const because = (await failsHere(error, reading, signal)) ? 'servfail' : 'no resolver'
    return { because, saw, asked: unanswered.name }
  }
  return (await hasZone(challenge, reading, signal))
    ? { because: 'dangling', saw: `the CNAME leads to a name that is in no zone: ${saw}` }
    : { because: 'no zone', saw }
}

/** Then it is the CNAME that leads astray. What is asked here is remembered from a moment ago. */
const hasZone = (challenge: string, reading: Reading, signal: AbortSignal) =>
  reading.authoritative(challenge) !== 'delegation' ||
  reading.delegations.above(challenge, signal).then(
    () => true,
    () => false,
  )

/**
 * Whether the zone's servers fail at this name, or a resolver at this and not at others: then a CA's will too. A
 * resolver without a way out says SERVFAIL to everything, which is nothing about the name.
 */
export async function failsHere(
  { unanswered }: DnsQueryError,
  { resolve, authoritative }: Reading,
  signal: AbortSignal,
): Promise<boolean> {
  if (unanswered?.rcode !== 'SERVFAIL') return false
  if (authoritative(unanswered.name) !== 'delegation') return true
  try {
    await resolve({ name: topLevel(unanswered.name), type: 'SOA' }, signal)
    return true
  } catch (error) {
    if (error instanceof DnsQueryError) return false
    throw error
  }
}

const topLevel = (name: string): string => {
  const above = parent(name)
  return above === undefined ? name : topLevel(above)
}
