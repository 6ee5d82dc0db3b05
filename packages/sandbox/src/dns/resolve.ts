import type { Answer } from 'dns-packet'
import { canonicalName } from './name.ts'
import { caaParts, type SandboxRecord } from './record.ts'
import type { Zones } from './zones.ts'

export const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 }

export interface Resolution {
  readonly rcode: number
  readonly authoritative: boolean
  readonly answers: Answer[]
  readonly authorities: Answer[]
}

/** Short, so that what was asked too early is soon forgotten. */
const TTL_SECONDS = 1
const LONGEST_CHAIN = 16

/**
 * What an authoritative server says to a question of class IN (RFC 1034 §4.3.2): a CNAME is followed as long as its
 * target is in a zone of this server; there are no delegations and no wildcard records.
 */
export function resolve(zones: Zones, question: { name: string; type: string }): Resolution {
  const first = zones.originOf(canonicalName(question.name))
  if (first === undefined) return refusal(rcodes.REFUSED)
  const answers: Answer[] = []
  // The first owner keeps the spelling of the question, for resolvers that randomise its case.
  let owner = question.name
  for (let hop = 0; hop < LONGEST_CHAIN; hop++) {
    const name = canonicalName(owner)
    const origin = zones.originOf(name)
    if (origin === undefined) return authoritative(rcodes.NOERROR, answers, [])
    const found = atNode(zones, origin, name)
    const matching = found.filter(({ type }) => type === question.type || question.type === 'ANY')
    const alias = found.find(({ type }) => type === 'CNAME')
    if (matching.length === 0 && alias?.type === 'CNAME') {
      answers.push({ ...alias, name: owner })
      owner = String(alias.data)
      continue
    }
    answers.push(...matching.map((record) => ({ ...record, name: owner })))
    if (matching.length > 0) return authoritative(rcodes.NOERROR, answers, [])
    const there = found.length > 0 || zones.exists(name)
    return authoritative(there ? rcodes.NOERROR : rcodes.NXDOMAIN, answers, [soa(zones, origin)])
  }
  return authoritative(rcodes.SERVFAIL, [], [])
}

export const refusal = (rcode: number): Resolution => ({
  ...{ rcode, authoritative: false, answers: [], authorities: [] },
})

const authoritative = (rcode: number, answers: Answer[], authorities: Answer[]): Resolution => ({
  ...{ rcode, authoritative: true, answers, authorities },
})

function atNode(zones: Zones, origin: string, name: string): Answer[] {
  const held = zones.at(name).map(resourceRecord)
  const rest = { ttl: TTL_SECONDS, class: 'IN' as const }
  const server = `ns1.${origin}`
  if (name === server) return [...held, { type: 'A', name, data: '127.0.0.1', ...rest }]
  if (name !== origin) return held
  return [...held, soa(zones, origin), { type: 'NS', name, data: server, ...rest }]
}

/** RFC 2308 §3: the minimum is how long a negative answer may be kept. */
const soa = (zones: Zones, origin: string): Answer => ({
  type: 'SOA',
  name: origin,
  ttl: TTL_SECONDS,
  class: 'IN',
  data: {
    mname: `ns1.${origin}`,
    rname: `hostmaster.${origin}`,
    serial: zones.changes() + 1,
    refresh: 3600,
    retry: 600,
    expire: 86_400,
    minimum: TTL_SECONDS,
  },
})

function resourceRecord({ name, type, value }: SandboxRecord): Answer {
  const common = { name, ttl: TTL_SECONDS, class: 'IN' as const }
  switch (type) {
    case 'TXT':
      return { ...common, type, data: characterStrings(value) }
    case 'CAA':
      return { ...common, type, data: caaParts(value) }
    default:
      return { ...common, type, data: value }
  }
}

/** RFC 1035 §3.3: a character-string holds at most 255 octets. */
function characterStrings(value: string): Buffer[] {
  const octets = Buffer.from(value)
  const strings = [octets.subarray(0, 255)]
  for (let at = 255; at < octets.length; at += 255) strings.push(octets.subarray(at, at + 255))
  return strings
}
