import { Resolver as SystemResolver } from 'node:dns'
import { type Answer, isAboutTheName, type Question } from './message.ts'
import { printable } from './printable.ts'
import type { Query } from './query.ts'
import { DnsQueryError, isSilence } from './query-error.ts'
import { type Resolver, resolver, resolverName } from './resolver.ts'
import { resolverOrder } from './resolver-order.ts'
import { serverAddress } from './server-address.ts'

/** Asks the resolvers in turn until one gives an answer that is about the name and not about itself. */
export type Recursive = (
  question: Question,
  signal: AbortSignal,
  options?: { readonly checkingDisabled: boolean },
) => Promise<Answer>

interface RecursiveOptions {
  /** `ip`, `ip:port`, `[ip]:port` or an `https:` URL; none means those of the system. */
  readonly resolvers: readonly string[]
  readonly timeoutMs: number
  readonly clock: () => Date
  readonly query: Query
}

export function recursive({ resolvers, timeoutMs, clock, query }: RecursiveOptions): Recursive {
  const configured = resolvers.map(known)
  const order = resolverOrder(clock)
  return async (question, signal, options) => {
    const failures: string[] = []
    let rcode: string | undefined
    const flags = { recursionDesired: true, timeoutMs, ...options }
    for (const server of order.of(configured.length > 0 ? configured : ofTheSystem())) {
      const answer = await query(server, question, flags, signal).catch((error) => {
        if (isSilence(error)) order.keptSilent(server)
        return reasonOf(error)
      })
      if (typeof answer !== 'string' && isAboutTheName(answer)) return answer
      if (typeof answer !== 'string') rcode = answer.rcode
      failures.push(
        `${resolverName(server)}: ${typeof answer === 'string' ? answer : answer.rcode}`,
      )
    }
    throw failed(question, failures, rcode)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DnsQueryError) return error.message
  throw error
}

/** Read each time: the file they come from changes with the network. */
const ofTheSystem = (): Resolver[] =>
  new SystemResolver().getServers().flatMap((text) => serverAddress(text) ?? [])

function known(text: string): Resolver {
  const server = resolver(text)
  if (server) return server
  throw new RangeError(`"${printable(text, 100)}" is not a resolver.`)
}

function failed({ name, type }: Question, failures: string[], rcode?: string): DnsQueryError {
  const seen = failures.length > 0 ? failures.join('; ') : 'no resolver is configured'
  const text = `no resolver answers for ${type} of ${name} (${seen})`
  const unanswered = { name, ...(rcode !== undefined && { rcode }) }
  return new DnsQueryError('ERR_DNS_LOOKUP_FAILED', printable(text, 300), { unanswered })
}
