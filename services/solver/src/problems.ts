import type { Problem } from '@certwire/contracts'
import {
  DnsNameError,
  DnsProviderError,
  DnsQueryError,
  type PropagationReport,
} from '@certwire/dns'

const LONGEST_REASON = 2000

/** Not every server has the records yet, and this one is why. */
export function notPropagated({ lagging: [first] }: PropagationReport): Problem {
  const seen = first
    ? `${first.server} answers ${first.name} with ${first.saw}`
    : 'no server answers'
  return {
    code: 'ERR_DNS_NOT_PROPAGATED',
    reason: `Not every server of the zone has the TXT records yet: ${seen}.`.slice(
      0,
      LONGEST_REASON,
    ),
    actor: 'dns-provider',
    remedy: 'None, if it is new; if it stays, see why that server is not updated.',
    retryable: true,
  }
}

/** The writer of the zone has not come to it. */
export const notWritten = (zone: string): Problem => ({
  code: 'ERR_DNS_NOT_WRITTEN',
  reason: `The records wait for their turn in the zone ${zone}.`,
  ...{ actor: 'nobody', remedy: 'None: they are written with the next change.', retryable: true },
})

/** What the vendor, the zones or the configuration say against it. Anything else is trouble, and is thrown on. */
export function dnsProblem(error: unknown): Problem {
  if (!isDnsError(error)) throw error
  const { code, message } = error
  const passes =
    error instanceof DnsProviderError ? error.retryable : code === 'ERR_DNS_LOOKUP_FAILED'
  return {
    ...{ code, reason: message.slice(0, LONGEST_REASON), retryable: passes },
    actor: passes ? 'dns-provider' : 'operator',
    remedy: passes
      ? 'None: it is tried again.'
      : `${remedies[code] ?? 'Correct the zone in dns.zones.'} Then retry the order.`,
  }
}

const isDnsError = (error: unknown) =>
  error instanceof DnsNameError ||
  error instanceof DnsQueryError ||
  error instanceof DnsProviderError

/** What the operator can do about a code that does not pass by itself. */
const remedies: Readonly<Record<string, string>> = {
  ERR_DNS_ZONE_NOT_CONFIGURED: 'Add the zone to dns.zones, or request without this name.',
  ERR_DNS_PROVIDER_ZONE: 'See that the account has the zone, or name it by its id in dns.zones.',
  ERR_DNS_PROVIDER_AUTH: 'Give the zone in dns.zones credentials that may change it.',
  ERR_DNS_CNAME_LOOP: 'Correct the CNAME of the name: it has to end.',
  ERR_DNS_NAME_FORBIDDEN: 'Report it to the CA: no such name is ever written.',
}
