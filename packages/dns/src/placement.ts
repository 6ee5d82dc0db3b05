import { challengeRecord } from './challenge-guard.ts'
import { isWithin, shown } from './dns-name.ts'
import { type Location, locate } from './location.ts'
import type { TxtValue } from './provider.ts'
import { DnsQueryError } from './query-error.ts'
import type { Reading } from './reading.ts'
import type { Zones } from './zones.ts'

/** Where a challenge record has to be written. */
export interface Placement {
  /** As it was asked for, at the challenge name. */
  readonly challenge: TxtValue
  /** As it is written, where the CNAMEs of the challenge name end. */
  readonly record: TxtValue
  /** The zone cut above it: what the provider knows it by. */
  readonly zone: string
}

export type Place = (records: readonly TxtValue[], signal: AbortSignal) => Promise<Placement[]>

/**
 * Finds where each record goes: along the CNAMEs of its name (RFC 8555 §8.4), in the zone that its servers say. Rejects
 * with `ERR_DNS_CNAME_LOOP`, `ERR_DNS_ZONE_NOT_CONFIGURED`, `ERR_DNS_NAME_FORBIDDEN`, and with `ERR_DNS_LOOKUP_FAILED`,
 * which may pass, while no server says whether there is a CNAME: a guess might be written in the wrong zone.
 */
export function placement(zones: Zones, reading: Reading): Place {
  const place = async (challenge: TxtValue, signal: AbortSignal): Promise<Placement> => {
    const { name, value } = challengeRecord(challenge)
    const at = await locate(name, reading, signal)
    const { name: entry } = zones.zoneFor(at.name)
    if (!at.certain) throw silent(name, at.servers.length)
    const record = challengeRecord({ name: at.name, value, via: name })
    return { challenge: { name, value }, record, zone: zoneOf(at, entry) }
  }
  return async (records, signal) => Promise.all(records.map((record) => place(record, signal)))
}

/** Where the cut is above the configured name, that is no zone of its own: its records are in the one above. */
export const zoneOf = ({ name, zone }: Location, entry: string): string =>
  zone !== undefined && isWithin(name, zone) ? zone : entry

const silent = (name: string, servers: number) =>
  new DnsQueryError(
    'ERR_DNS_LOOKUP_FAILED',
    servers === 0
      ? `No server is known for the zone of ${shown(name)}.`
      : `None of the ${servers} servers of its zone says what is at ${shown(name)}.`,
  )
