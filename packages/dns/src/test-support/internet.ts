import type { Answer, ResourceRecord } from '../message.ts'
import type { Query } from '../query.ts'
import { DnsQueryError } from '../query-error.ts'

/** What a server says to a question (`TXT www.example.com`): records as text, NXDOMAIN where there are none. */
type Server = Readonly<Record<string, readonly string[]>> | 'unreachable'

/** Servers by their address; `recursive` is whoever is asked for recursion. */
export type World = Readonly<Record<string, Server>>

/** Servers without sockets; `asked` is every question with who got it. */
export function internet(world: World) {
  const asked: string[] = []
  const query: Query = async ({ address }, { name, type }, { recursionDesired }) => {
    const who = recursionDesired ? 'recursive' : address
    asked.push(`${who} ${type} ${name}`)
    const server = world[who]
    if (server === undefined || server === 'unreachable') {
      throw new DnsQueryError('ERR_DNS_UNREACHABLE', 'unreachable (ENETUNREACH)')
    }
    return answer(name, server[`${type} ${name}`])
  }
  return { query, asked }
}

function answer(name: string, lines: readonly string[] = []): Answer {
  const records = lines.filter((line) => line !== 'not authoritative')
  const section = (authority: boolean) =>
    records
      .filter((line) => line.startsWith('authority ') === authority)
      .map((line) => record(name, line.replace('authority ', '')))
  return {
    rcode: records.length === 0 ? 'NXDOMAIN' : 'NOERROR',
    authoritative: records.length === lines.length,
    truncated: false,
    answers: section(false),
    authority: section(true),
  }
}

function record(name: string, line: string): ResourceRecord {
  const [type = '', data = ''] = line.split(' ')
  // The lines are written in tests, with types that exist.
  return { name, type: type as ResourceRecord['type'], data }
}
