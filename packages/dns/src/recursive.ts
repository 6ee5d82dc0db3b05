import { Resolver } from 'node:dns'
import { type Answer, isAboutTheName, type Question } from './message.ts'
import { printable } from './printable.ts'
import type { Query } from './query.ts'
import { DnsQueryError } from './query-error.ts'
import { type ServerAddress, serverAddress, spelled } from './server-address.ts'

/** Asks the resolvers in turn until one gives an answer that is about the name and not about itself. */
export type Recursive = (question: Question, signal: AbortSignal) => Promise<Answer>

interface RecursiveOptions {
  /** `ip`, `ip:port` or `[ip]:port`; none means those of the system. */
  readonly resolvers: readonly string[]
  readonly timeoutMs: number
  readonly query: Query
}

export function recursive({ resolvers, timeoutMs, query }: RecursiveOptions): Recursive {
  const configured = resolvers.map(known)
  return async (question, signal) => {
    const failures: string[] = []
    for (const server of configured.length > 0 ? configured : ofTheSystem()) {
      const answer = await query(server, question, { recursionDesired: true, timeoutMs }, signal)
        .then((answer) => (isAboutTheName(answer) ? answer : answer.rcode))
        .catch(reasonOf)
      if (typeof answer !== 'string') return answer
      failures.push(`${spelled(server)}: ${answer}`)
    }
    throw failed(question, failures)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DnsQueryError) return error.message
  throw error
}

/** Read each time: the file they come from changes with the network. */
const ofTheSystem = (): ServerAddress[] =>
  new Resolver().getServers().flatMap((text) => serverAddress(text) ?? [])

function known(text: string): ServerAddress {
  const server = serverAddress(text)
  if (server) return server
  throw new RangeError(
    `"${printable(text, 100)}" is not a DNS server: write 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53.`,
  )
}

function failed({ name, type }: Question, failures: string[]): DnsQueryError {
  const seen = failures.length > 0 ? failures.join('; ') : 'no resolver is configured'
  const text = `no resolver answers for ${type} of ${name} (${seen})`
  return new DnsQueryError('ERR_DNS_LOOKUP_FAILED', printable(text, 300))
}
