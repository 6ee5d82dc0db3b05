import { type Authoritative, delegations } from './authoritative-servers.ts'
import { inLanes } from './lanes.ts'
import type { LocationOptions } from './location.ts'
import { type Query, query } from './query.ts'
import { type Recursive, recursive } from './recursive.ts'

export interface ReadingOptions {
  /** Recursive resolvers that find zones and servers, as `ip:port` or `https:` URLs; none means those of the system. */
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

/** How DNS is read: what is remembered and how many questions are out at once is shared by all who have it. */
export interface Reading extends LocationOptions {
  readonly resolve: Recursive
}

export function reading(options: ReadingOptions): Reading {
  const { authoritative = 'delegation', timeoutMs, clock } = options
  const bounded = inLanes(options.query ?? query)
  const resolve = recursive({ ...options, query: bounded })
  return {
    resolve,
    authoritative: typeof authoritative === 'function' ? authoritative : () => authoritative,
    delegations: delegations(resolve, clock),
    ask: (server, question, signal) =>
      bounded(server, question, { recursionDesired: false, timeoutMs }, signal),
  }
}
