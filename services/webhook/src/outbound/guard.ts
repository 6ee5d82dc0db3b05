import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '@certwire/config'
import { Agent, buildConnector } from 'undici'

const CONNECT_WITHIN_MS = 5000
const ANSWER_WITHIN_MS = 10_000
const CONNECTIONS = 4

/** Where a subscriber's name leads, in this moment, is no place that we call. */
class GuardError extends Error {
  override readonly name = 'GuardError'
  readonly code = 'ERR_WEBHOOK_PRIVATE'
}

const timeouts = {
  ...{ headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS },
  ...{ connections: CONNECTIONS, maxHeaderSize: 16_384 },
}
const connecting = { timeout: CONNECT_WITHIN_MS, allowH2: false }

/** Calls whatever the URL names. */
export const openAgent = (): Agent => new Agent({ ...timeouts, connect: connecting })

/**
 * Calls nothing but addresses on the Internet. Every address that the name has is looked at, at each connection, and what
 * was looked at is what is dialled: a name that changes its mind in between changes nothing.
 */
export function guardedAgent({ lookup = systemLookup, isAllowed = isPublicAddress } = {}): Agent {
  const connect = buildConnector({ ...connecting, lookup: guarded(lookup, isAllowed) })
  return new Agent({
    ...timeouts,
    connect: (options, callback) => {
      // No name is looked up where there is none.
      const bare = options.hostname.replace(/^\[(.*)\]$/, '$1')
      if (isIP(bare) === 0 || isAllowed(bare)) connect(options, callback)
      else callback(refused(), null)
    },
  })
}

function guarded(
  lookup: typeof systemLookup,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error) callback(error, [])
      else if (!first || !addresses.every(({ address }) => isAllowed(address)))
        callback(refused(), [])
      else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
}

const refused = () =>
  new GuardError('It leads to an address that is not on the Internet, and is not called.')
