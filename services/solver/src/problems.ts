import type { Problem } from '@certwire/contracts'
import {
  DnsNameError,
  DnsProviderError,
  DnsQueryError,
  type PropagationReport,
} from '@certwire/dns'

/** Not every server has the records yet, and this one is why. */
export function notPropagated({ lagging: [first] }: PropagationReport): Problem {
  const seen = first
    ? `${first.server} answers ${first.name} with ${first.saw}`
    : 'no server answers'
  return {
    code: 'ERR_DNS_NOT_PROPAGATED',
    reason: `Not every server of the zone has the TXT records yet: ${seen}.`,
    actor: 'dns-provider',
    remedy: 'None, if it is new; if it stays, see why that server is not updated.',
    retryable: true,
  }
}

/** What the vendor, the zones or the configuration say against it. Anything else is trouble, and is thrown on. */
export function dnsProblem(error: unknown): Problem {
  if (error instanceof DnsNameError) return unfit(error.code, error.message)
  if (error instanceof DnsQueryError) return unfit(error.code, error.message)
  if (!(error instanceof DnsProviderError)) throw error
  return error.retryable
    ? {
        ...{ code: error.code, reason: error.message.slice(0, 2000), retryable: true },
        ...{ actor: 'dns-provider', remedy: 'None: it is tried again.' },
      }
    : unfit(error.code, error.message)
}

const unfit = (code: string, message: string): Problem => ({
  code,
  reason: message.slice(0, 2000),
  actor: 'operator',
  remedy: 'Correct the zone or its credentials, or the CNAME of the name; then retry the order.',
  retryable: false,
})
