import { type Authoritative, delegations } from './authoritative-servers.ts'
import { challengeRecord } from './challenge-guard.ts'
import { inFlight } from './in-flight.ts'
import { type LocationOptions, locate } from './location.ts'
import { printable } from './printable.ts'
import type { TxtValue } from './provider.ts'
import { type Query, query } from './query.ts'
import { DnsQueryError } from './query-error.ts'
import { recursive } from './recursive.ts'
import { type Lag, lagsOf } from './server-verdict.ts'

interface PropagationOptions {
  /** Recursive resolvers that find zones and servers, as `ip:port`; none means those of the system. */
  readonly resolvers: readonly string[]
  /**
   * Which servers are asked for the records: those the zone is delegated to, or these. A function decides by name;
   * `zones.authoritative` takes it from the zone's `servers`. Delegation unless given.
   */
  readonly authoritative?: Authoritative | ((name: string) => Authoritative)
  /** For one question over one transport. */
  readonly timeoutMs: number
  readonly clock: () => Date
  /** How one server is asked one question; over the network unless given. */
  readonly query?: Query
}

export interface PropagationReport {
  /** Whether every server of every zone answers with every value: what a CA asks now, it finds. */
  readonly complete: boolean
  /** Who does not, and what it said instead. Empty when complete. */
  readonly lagging: readonly Lag[]
}

export interface Propagation {
  /**
   * One pass over all names and servers at once; it never waits for a change. A zone or server that cannot be asked
   * lags. Rejects only with `ERR_DNS_CNAME_LOOP`, `ERR_DNS_NAME_FORBIDDEN` or the signal's reason.
   */
  check(records: readonly TxtValue[], signal: AbortSignal): Promise<PropagationReport>
}

const MOST_QUESTIONS = 16

/** The check that records are out on every authoritative server, without telling a cache that they are not. */
export function propagation(options: PropagationOptions): Propagation {
  const { authoritative = 'delegation', timeoutMs, clock } = options
  const turn = inFlight(MOST_QUESTIONS)
  const bounded: Query = (...question) => turn(() => (options.query ?? query)(...question))
  const places: LocationOptions = {
    authoritative: typeof authoritative === 'function' ? authoritative : () => authoritative,
    delegations: delegations(recursive({ ...options, query: bounded }), clock),
    ask: (server, question, signal) =>
      bounded(server, question, { recursionDesired: false, timeoutMs }, signal),
  }
  return {
    check: async (records, signal) => {
      const lagging = await Promise.all(
        [...valuesByName(records)].map(([name, values]) => lags(name, values, places, signal)),
      )
      return { complete: lagging.flat().length === 0, lagging: lagging.flat() }
    },
  }
}

function valuesByName(records: readonly TxtValue[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const { name, value } of records.map(challengeRecord)) {
    names.set(name, (names.get(name) ?? new Set()).add(value))
  }
  return names
}

async function lags(
  name: string,
  values: ReadonlySet<string>,
  places: LocationOptions,
  signal: AbortSignal,
): Promise<Lag[]> {
  try {
    const location = await locate(name, places, signal)
    if (location.servers.length === 0) return [{ server: 'none', name, saw: 'no server to ask' }]
    const found = await Promise.all(
      location.servers.map((server) => lagsOf(server, values, location, places.ask, signal)),
    )
    // Behind a CNAME it is another name that lags.
    const at = location.name === name ? '' : ` at ${printable(location.name, 253)}`
    return found.flat().map(({ server, saw }) => ({ server, name, saw: `${saw}${at}` }))
  } catch (error) {
    if (!(error instanceof DnsQueryError) || error.code === 'ERR_DNS_CNAME_LOOP') throw error
    return [{ server: 'resolver', name, saw: error.message }]
  }
}
