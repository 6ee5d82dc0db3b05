import { type Authorization, accountLabel, persistentRecord } from '@certwire/acme'
import type { Issuer } from '@certwire/issuers'

type Challenge = Authorization['challenges'][number]

interface Record {
  readonly name: string
  readonly value: string
}

/** The record that answers a challenge of each type; nothing if the CA gave less than that takes. */
export const recordOf: Readonly<{
  [T in Issuer['challenges'][number]]: (
    to: Challenge,
    of: Authorization,
    by: Issuer,
  ) => Record | undefined
}> = {
  // RFC 8555 §7.1.4 drops the "*.", so a wildcard and its apex share one TXT name: both values stand there.
  'dns-01': ({ token }, { name }, { digest }) =>
    token === undefined ? undefined : { name: `_acme-challenge.${name}`, value: digest(token) },
  // draft-ietf-acme-dns-account-label §3.2
  'dns-account-01': ({ token }, { name }, { accountUrl, digest }) =>
    token === undefined || accountUrl === undefined
      ? undefined
      : { name: `${accountLabel(accountUrl)}._acme-challenge.${name}`, value: digest(token) },
  // draft-ietf-acme-dns-persist §3.1
  'dns-persist-01': ({ issuerDomainNames: [issuer] = [] }, { name, wildcard }, { accountUrl }) => {
    if (issuer === undefined || accountUrl === undefined) return undefined
    const value = persistentRecord({ issuerDomainName: issuer, accountUrl, wildcard })
    return { name: `_validation-persist.${name}`, value }
  },
}
