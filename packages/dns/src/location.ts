import {
  type Authoritative,
  type Delegations,
  type NameServer,
  nsOf,
} from './authoritative-servers.ts'
import { type Answer, isAboutTheName, type Question } from './message.ts'
import { printable } from './printable.ts'
import { DnsQueryError } from './query-error.ts'
import { type ServerAddress, serverAddress } from './server-address.ts'

/** Where the records at a name really are: the end of its CNAME chain, and the servers of that zone. */
export interface Location {
  readonly name: string
  readonly servers: readonly NameServer[]
  /** Whether some server said so. While none answers, `name` is where the chain ends as far as is known. */
  readonly certain: boolean
  /** The zone cut above or at the name (RFC 9499), by its own servers, where they say it. */
  readonly zone?: string
  /** Whether they are configured; then they are trusted to be the zone's servers without saying so (AA). */
  readonly configured: boolean
}

export interface LocationOptions {
  readonly authoritative: (name: string) => Authoritative
  readonly delegations: Delegations
  /** Asks one authoritative server. */
  readonly ask: (server: ServerAddress, question: Question, signal: AbortSignal) => Promise<Answer>
}

const MOST_CNAMES = 10

/**
 * Follows the CNAMEs of a challenge name (RFC 8555 §8.4 leaves the record where they end) by asking authoritative
 * servers only. More than ten of them, or a circle, are `ERR_DNS_CNAME_LOOP`.
 */
export async function locate(
  start: string,
  options: LocationOptions,
  signal: AbortSignal,
): Promise<Location> {
  const seen = new Set<string>()
  let name = start
  while (!seen.has(name) && seen.size <= MOST_CNAMES) {
    seen.add(name)
    const { next, location } = await step(name, options, signal)
    if (location) return location
    name = next
  }
  const chain = [...seen, name].join(' > ')
  throw new DnsQueryError(
    'ERR_DNS_CNAME_LOOP',
    `The CNAMEs of ${printable(start, 253)} do not end: ${printable(chain, 300)}`,
  )
}

type Step = { next: string; location?: never } | { next?: never; location: Location }

/** One question tells all: NS at a name is a CNAME, a delegation further down, or nothing. */
async function step(name: string, options: LocationOptions, signal: AbortSignal): Promise<Step> {
  const configured = options.authoritative(name)
  const servers =
    configured === 'delegation'
      ? await options.delegations.above(name, signal)
      : configuredServers(configured)
  const answer = await firstAnswer(servers, { name, type: 'NS' }, options, signal)
  const alias = answer?.answers.find((record) => record.type === 'CNAME' && record.name === name)
  if (alias) return { next: alias.data }
  const below = answer ? nsOf(name, answer) : []
  const zone = below.length > 0 ? name : soaOf(answer)
  const cut = { certain: answer !== undefined, ...(zone !== undefined && { zone }) }
  if (configured !== 'delegation') return { location: { name, servers, ...cut, configured: true } }
  const own = below.length > 0 ? await options.delegations.named(below, signal) : servers
  return { location: { name, servers: own, ...cut, configured: false } }
}

/** RFC 2308 §3: whoever says that there is no NS at the name adds the SOA of the zone it is in. */
const soaOf = (answer: Answer | undefined): string | undefined =>
  answer?.authority.find(({ type }) => type === 'SOA')?.name

/** From whichever server is quickest; nothing when none of them answers, which the check will find and report. */
export async function firstAnswer(
  servers: readonly NameServer[],
  question: Question,
  { ask }: Pick<LocationOptions, 'ask'>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const enough = new AbortController()
  const both = AbortSignal.any([signal, enough.signal])
  try {
    return await Promise.any(
      servers
        .flatMap(({ addresses }) => addresses)
        .map(async (server) => {
          const answer = await ask(server, question, both)
          if (isAboutTheName(answer)) return answer
          throw new Error(answer.rcode)
        }),
    )
  } catch {
    signal.throwIfAborted()
    return undefined
  } finally {
    enough.abort()
  }
}

export const configuredServers = (texts: readonly string[]): NameServer[] =>
  texts.map(configuredServer)

function configuredServer(text: string): NameServer {
  const address = serverAddress(text)
  if (address) return { addresses: [address] }
  throw new RangeError(`"${printable(text, 100)}" is not a DNS server: write ip:port.`)
}
