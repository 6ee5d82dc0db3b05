import { canonical, DnsNameError, isHostLike, isWithin, shown } from './dns-name.ts'
import type { DnsProvider, TxtValue } from './provider.ts'

/** What may be written, at names that begin so. Nothing of it needs escaping at any vendor. */
const kinds = [
  {
    // RFC 8555 §8.4, and with an account's label in front draft-ietf-acme-dns-account-label §3.2.
    begin: /^(_[a-z2-7]{16}\.)?_acme-challenge\./,
    value: /^[A-Za-z0-9_-]{1,255}$/,
    what: 'a base64url digest',
  },
  {
    // draft-ietf-acme-dns-persist §3.1: who may issue, and for which account of ours.
    begin: /^_validation-persist\./,
    value: /^[a-z0-9.-]+; accounturi=https:\/\/[!#-:<-[\]-~]+(; policy=wildcard)?$/,
    what: 'an issuer with an account',
  },
]
const LONGEST_VALUE = 255

const forbidden = (message: string) => new DnsNameError('ERR_DNS_NAME_FORBIDDEN', message)

/**
 * The record in canonical spelling, or `ERR_DNS_NAME_FORBIDDEN`: with DNS credentials we write TXT records at challenge
 * names and where the CNAMEs of one end, ever.
 */
export function challengeRecord({ name, value, via }: TxtValue): TxtValue {
  const own = canonical(name)
  const challenge = via === undefined ? own : canonical(via)
  const kind = kinds.find(({ begin }) => begin.test(challenge))
  if (!kind || !isHostLike(challenge) || !isHostLike(own)) {
    throw forbidden(
      `${shown(name)} is not a challenge name: only TXT records at "_acme-challenge.<name>" and "_validation-persist.<name>" are written.`,
    )
  }
  if (!kind.value.test(value) || value.length > LONGEST_VALUE) {
    throw forbidden(`The value for ${shown(name)} is not ${kind.what}: nothing else is written.`)
  }
  return { name: own, value, ...(challenge === own ? {} : { via: challenge }) }
}

const inZone = (zone: string, records: readonly TxtValue[]): TxtValue[] => {
  const distinct = new Map<string, TxtValue>()
  for (const record of records.map(challengeRecord)) {
    if (!isWithin(record.name, zone)) {
      throw forbidden(`${shown(record.name)} is not in the zone ${shown(zone)}.`)
    }
    distinct.set(`${record.name} ${record.value}`, record)
  }
  return [...distinct.values()]
}

/** A provider that is handed nothing but challenge records of the zone; everything else is refused before any I/O. */
export function guarded(provider: DnsProvider): DnsProvider {
  return {
    capacity: provider.capacity,
    ...(provider.settled && { settled: provider.settled.bind(provider) }),
    ...(provider.nameServers && { nameServers: provider.nameServers.bind(provider) }),
    change: async (zone, { add, remove }, signal) => {
      const own = canonical(zone)
      return provider.change(own, { add: inZone(own, add), remove: inZone(own, remove) }, signal)
    },
  }
}
