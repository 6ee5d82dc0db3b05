import type { DnsProviderErrorCode } from '../provider-error.ts'

interface Rule {
  readonly actor: 'requester' | 'operator' | 'dns-provider'
  readonly remedy: string
  readonly retryable: boolean
}

const operator = (remedy: string): Rule => ({ actor: 'operator', remedy, retryable: false })
const passing = (remedy: string): Rule => ({ actor: 'dns-provider', remedy, retryable: true })

/** Everything that a check may find, who must act, and what they do. */
const found = {
  ERR_DNS_ZONE_NOT_CONFIGURED: operator(
    'Add the zone to dns.zones, or request without this name, or lead its challenge name by CNAME into a zone that is there.',
  ),
  ERR_DNS_CNAME_LOOP: operator('Correct the CNAME of the challenge name: it has to end.'),
  ERR_DNS_CNAME_DANGLING: operator(
    'Let the CNAME of the challenge name end in a zone that exists, or remove it.',
  ),
  ERR_DNS_LOOKUP_FAILED: passing(
    'See whether the resolvers of this machine, or those in dns.resolvers, answer for the name.',
  ),
  ERR_DNS_DELEGATION: operator(
    'Let the registrar delegate the zone to servers that have it, all of them, and to no others.',
  ),
  ERR_DNS_UNREACHABLE: passing(
    'See whether the servers of the zone are up and can be reached from here.',
  ),
  ERR_DNS_SERVFAIL: passing('See why the servers of the zone fail: it may not be loaded there.'),
  ERR_DNS_REFUSED: operator(
    'Load the zone on the servers that are asked for it, or correct the list of servers.',
  ),
  ERR_DNSSEC_BOGUS: operator(
    'Correct the DS records at the registrar or the signatures of the zone: whoever validates sees nothing of it.',
  ),
  ERR_CAA_LOOKUP: passing(
    'See why the CAA records cannot be looked up: a CA that cannot either does not issue.',
  ),
  ERR_CAA_FORBIDS: operator(
    'Add a CAA record that permits this CA, or use a CA that is permitted.',
  ),
  ERR_CAA_ACCOUNT: operator('Put the URL of this account into the accounturi of the CAA record.'),
  ERR_CAA_METHOD: operator('Add dns-01 to the validationmethods of the CAA record.'),
  ERR_CAA_CRITICAL: operator(
    'Remove the CAA record, or its critical flag: no CA may issue that does not know the property.',
  ),
  ERR_DNS_TXT_CROWDED: operator(
    'Remove the TXT values that nobody needs: a CA may give up before it has seen the right one.',
  ),
} satisfies Record<string, Rule>

/** What a provider says to the dry write. */
const refused: Readonly<Record<DnsProviderErrorCode, Rule>> = {
  ERR_DNS_PROVIDER_AUTH: operator('Give the zone in dns.zones credentials that may change it.'),
  ERR_DNS_PROVIDER_ZONE: operator(
    'See that the account of these credentials has the zone, or correct the zone id in dns.zones.',
  ),
  ERR_DNS_PROVIDER_REFUSED: operator('Correct the zone in dns.zones by what the provider says.'),
  ERR_DNS_PROVIDER_MALFORMED: passing(
    'See whether something stands between here and the provider.',
  ),
  ERR_DNS_PROVIDER_THROTTLED: passing('None, if it passes; else ask the provider for more calls.'),
  ERR_DNS_PROVIDER_BUSY: passing('None, if it passes; else see who else changes the zone.'),
  ERR_DNS_PROVIDER_UNREACHABLE: passing('See whether the provider can be reached from here.'),
}

export type TroubleCode = keyof typeof found | DnsProviderErrorCode

export const troubles: Readonly<Record<TroubleCode, Rule>> = { ...found, ...refused }
