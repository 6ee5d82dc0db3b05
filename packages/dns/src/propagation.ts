import { challengeRecord } from './challenge-guard.ts'
import { locate } from './location.ts'
import { isEnough, type PropagationPolicy } from './propagation-policy.ts'
import type { TxtValue } from './provider.ts'
import { DnsQueryError } from './query-error.ts'
import type { Reading } from './reading.ts'
import { type Lag, reportsOf, type ServerReport, type Wanted } from './server-verdict.ts'

export interface PropagationReport {
  /** Whether as many servers of every name's zone as the policy wants answer with every value. */
  readonly complete: boolean
  /** Who does not, and what it said instead. Empty when complete, unless a quorum was enough. */
  readonly lagging: readonly Lag[]
  /** What each server said about each name, those that lag first: at most 50 lines. */
  readonly servers: readonly ServerReport[]
}

export interface Propagation {
  /**
   * One pass over all names and servers at once; it never waits for a change. A zone or server that cannot be asked
   * lags. Rejects only with `ERR_DNS_CNAME_LOOP`, `ERR_DNS_NAME_FORBIDDEN` or the signal's reason.
   */
  check(
    records: readonly TxtValue[],
    policy: PropagationPolicy,
    signal: AbortSignal,
  ): Promise<PropagationReport>
}

const MOST_LINES = 50

/** The check that records are out on the authoritative servers, without telling a cache that they are not. */
export function propagation(places: Reading): Propagation {
  return {
    check: async (records, policy, signal) => {
      const names = await Promise.all(wantedOf(records).map((one) => look(one, places, signal)))
      return reportOf(names, policy)
    },
  }
}

function wantedOf(records: readonly TxtValue[]): Wanted[] {
  const byName = Map.groupBy(records.map(challengeRecord), ({ name }) => name)
  return [...byName].map(([name, ofIt]) => ({ name, values: new Set(ofIt.map((r) => r.value)) }))
}

/** What the name servers of one zone say; each has a line for each of its addresses. */
type Said = readonly (readonly ServerReport[])[]

async function look(wanted: Wanted, places: Reading, signal: AbortSignal): Promise<Said> {
  const nobody = (server: string, saw: string): Said => [
    [{ server, name: wanted.name, holds: false, saw }],
  ]
  try {
    const location = await locate(wanted.name, places, signal)
    if (location.servers.length === 0) return nobody('none', 'no server to ask')
    return await Promise.all(
      location.servers.map((server) => reportsOf(server, wanted, location, places.ask, signal)),
    )
  } catch (error) {
    if (!(error instanceof DnsQueryError) || error.code === 'ERR_DNS_CNAME_LOOP') throw error
    return nobody('resolver', error.message)
  }
}

function reportOf(names: readonly Said[], policy: PropagationPolicy): PropagationReport {
  const complete = names.every((servers) => {
    const holding = servers.filter((lines) => lines.every(({ holds }) => holds))
    return isEnough(policy, holding.length, servers.length)
  })
  const lines = names.flat(2)
  const lagging = lines.flatMap((line) => (line.holds ? [] : [line]))
  const servers = [...lagging, ...lines.filter(({ holds }) => holds)].slice(0, MOST_LINES)
  return { complete, lagging: lagging.map(({ holds: _, ...lag }) => lag), servers }
}
