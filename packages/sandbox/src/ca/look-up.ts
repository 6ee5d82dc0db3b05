import type { DecodedPacket } from 'dns-packet'
import type { LookUp } from './ca.ts'
import type { DnsServer } from './dns-exchange.ts'
import { exchange } from './dns-exchange.ts'
import { AcmeProblem } from './problem.ts'

const timeoutMilliseconds = 2000
const rounds = 2
const maxAliases = 8
const noError = 0
const nxDomain = 3
const refused = 5
const rcodeNames = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']

/**
 * The records of a name as the servers have them, aliases followed. Servers are asked in turn until one knows; where none
 * does it throws the `dns` problem of RFC 8555 §6.7.
 */
export function createLookUp(addresses: readonly string[]): LookUp {
  const servers = addresses.map(parseServer)
  return {
    txt: (name, signal) => follow(name, textsAt, (at) => ask(servers, 'TXT', at, signal)),
    caa: (name, signal) => follow(name, caaAt, (at) => caaReply(servers, at, signal)),
  }
}

async function follow<T>(
  name: string,
  recordsAt: (reply: DecodedPacket, name: string) => T[],
  askAt: (name: string) => Promise<DecodedPacket>,
): Promise<T[]> {
  let at = name
  for (let hop = 0; hop <= maxAliases; hop++) {
    const reply = await askAt(at)
    const target = endOfAliases(reply, at)
    const found = recordsAt(reply, target)
    if (found.length > 0 || target === at) return found
    at = target
  }
  throw new AcmeProblem(400, 'dns', `more than ${maxAliases} aliases lead on from ${name}`)
}

/** Where nobody has the name, or knows whose it is, nobody forbids anything either. */
async function caaReply(servers: readonly DnsServer[], name: string, signal: AbortSignal) {
  const accepted = [noError, nxDomain, refused]
  return await ask(servers, 'CAA', name, signal, accepted)
}

async function ask(
  servers: readonly DnsServer[],
  type: 'CAA' | 'TXT',
  name: string,
  closed: AbortSignal,
  accepted: readonly number[] = [noError],
): Promise<DecodedPacket> {
  let seen = 'no DNS server is configured'
  for (const server of Array.from({ length: rounds }, () => servers).flat()) {
    const signal = AbortSignal.any([closed, AbortSignal.timeout(timeoutMilliseconds)])
    try {
      const reply = await exchange(server, { name, type }, signal)
      const rcode = (reply.flags ?? 0) & 0xf
      if (accepted.includes(rcode)) return reply
      seen = `${server.host} answers ${rcodeNames[rcode] ?? rcode}`
      if (rcode === nxDomain) break
    } catch {
      seen = `${server.host} does not answer`
    }
    if (closed.aborted) break
  }
  throw new AcmeProblem(400, 'dns', `looking up ${type} of ${name}: ${seen}`)
}

function endOfAliases({ answers = [] }: DecodedPacket, name: string): string {
  let at = name
  for (let hop = 0; hop < maxAliases; hop++) {
    const alias = answers.find((each) => each.type === 'CNAME' && isSame(each.name, at))
    if (alias?.type !== 'CNAME') return at
    at = alias.data
  }
  return at
}

function textsAt({ answers = [] }: DecodedPacket, name: string): string[] {
  return answers.flatMap((each) => {
    if (each.type !== 'TXT' || !isSame(each.name, name)) return []
    const strings = Array.isArray(each.data) ? each.data : [each.data]
    return [strings.map(String).join('')]
  })
}

function caaAt({ answers = [] }: DecodedPacket, name: string) {
  return answers.flatMap((each) =>
    each.type === 'CAA' && isSame(each.name, name)
      ? [{ tag: String(each.data.tag), value: each.data.value }]
      : [],
  )
}

function isSame(one: string, other: string) {
  return one.toLowerCase() === other.toLowerCase()
}

function parseServer(address: string): DnsServer {
  const at = address.lastIndexOf(':')
  const host = address.slice(0, at).replace(/^\[(.*)\]$/, '$1')
  const port = Number(address.slice(at + 1))
  if (at > 0 && Number.isInteger(port) && port > 0 && port < 65_536) return { host, port }
  throw new RangeError(`a DNS server is given as ip:port, not as ${JSON.stringify(address)}`)
}
