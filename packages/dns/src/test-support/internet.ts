import type { Answer, ResourceRecord } from '../message.ts'
import type { Query } from '../query.ts'
import { DnsQueryError } from '../query-error.ts'
import { resolverName } from '../resolver.ts'

/**
 * What a server says to a question (`TXT www.example.com`): records as text, NXDOMAIN where there are none, or SERVFAIL
 * or REFUSED. What is `bogus` is SERVFAIL, unless checking is disabled.
 */
type Server = Readonly<Record<string, readonly string[]>> | 'unreachable'

/** Servers by their address; `recursive` is whoever is asked for recursion. */
export type World = Readonly<Record<string, Server>>

/** Servers without sockets; `asked` is every question with who got it. */
export function internet(world: World) {
  const asked: string[] = []
  const query: Query = async (to, { name, type }, { recursionDesired, checkingDisabled }) => {
    const who = recursionDesired ? 'recursive' : resolverName(to)
    asked.push(`${who} ${type} ${name}`)
    const server = world[who]
    if (server === undefined || server === 'unreachable') {
      throw new DnsQueryError('ERR_DNS_UNREACHABLE', 'unreachable (ENETUNREACH)')
    }
    const lines = server[`${type} ${name}`]
    return answer(name, !checkingDisabled && lines?.includes('bogus') ? ['SERVFAIL'] : lines)
  }
  return { query, asked }
}

function answer(name: string, lines: readonly string[] = []): Answer {
  const refusal = lines.find((line) => line === 'SERVFAIL' || line === 'REFUSED')
  const records = lines.filter((line) => !notes.includes(line))
  const section = (authority: boolean) =>
    records
      .filter((line) => line.startsWith('authority ') === authority)
      .map((line) => record(name, line.replace('authority ', '')))
  return {
    rcode: refusal ?? (records.length === 0 ? 'NXDOMAIN' : 'NOERROR'),
    authoritative: !lines.includes('not authoritative'),
    truncated: false,
    answers: section(false),
    authority: section(true),
  }
}

/** Lines that are no records. */
const notes = ['not authoritative', 'bogus', 'SERVFAIL', 'REFUSED']

/** `TXT one`, of the name that was asked for; `@example.com SOA` of another. */
function record(name: string, line: string): ResourceRecord {
  const [, owner, type = '', data = ''] = /^(?:@(\S+) )?(\S+) ?(.*)$/.exec(line) ?? []
  // The lines are written in tests, with types that exist.
  return { name: owner ?? name, type: type as ResourceRecord['type'], data }
}
