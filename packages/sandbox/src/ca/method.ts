import { createHash } from 'node:crypto'
import type { Authorization, Ca, Challenge } from './ca.ts'
import { accountUrl } from './ca.ts'
import { provesForEver } from './persistent-record.ts'

export type ChallengeType = 'dns-01' | 'dns-account-01' | 'dns-persist-01'

/** A way to prove control of a name by a TXT record. */
export interface Method {
  /** Where the record is. */
  recordName(ca: Ca, authorization: Authorization): string
  isProof(ca: Ca, authorization: Authorization, challenge: Challenge, text: string): boolean
  /** What the challenge says besides what all of them say. */
  fields(ca: Ca, authorization: Authorization, challenge: Challenge): object
}

export const methods: Readonly<Record<ChallengeType, Method>> = {
  // RFC 8555 §8.4.
  'dns-01': {
    recordName: (_, { identifier }) => `_acme-challenge.${identifier.value}`,
    isProof: isDigest,
    fields: (_ca, _authorization, { token }) => ({ token }),
  },
  // draft-ietf-acme-dns-account-label-02 §3.2.
  'dns-account-01': {
    recordName: (ca, { identifier, account }) =>
      `${accountLabel(accountUrl(ca, account))}._acme-challenge.${identifier.value}`,
    isProof: isDigest,
    fields: (_ca, _authorization, { token }) => ({ token }),
  },
  // draft-ietf-acme-dns-persist-02 §3.
  'dns-persist-01': {
    recordName: (_, { identifier }) => `_validation-persist.${identifier.value}`,
    isProof: (ca, { account, name }, _, text) =>
      provesForEver(text, {
        issuers: ca.policy.caaIdentities,
        accountUri: accountUrl(ca, account),
        isWildcard: name.startsWith('*.'),
        now: ca.clock(),
      }),
    fields: (ca, { account }) => ({
      accounturi: accountUrl(ca, account),
      'issuer-domain-names': ca.policy.caaIdentities,
    }),
  },
}

/** Tells the accounts of a name apart: ten octets of a digest of the account's URL in base32. */
export function accountLabel(accountUri: string): string {
  const digest = createHash('sha256').update(accountUri).digest().subarray(0, 10)
  const bits = [...digest].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{5}/g)?.map((five) => base32.charAt(Number.parseInt(five, 2))) ?? []
  return `_${letters.join('')}`
}

// RFC 4648 §6, in lower case.
const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

function isDigest(_: Ca, { account }: Authorization, { token }: Challenge, text: string) {
  // The key as it is now, so that a key change does not let the old one prove anything.
  const keyAuthorization = `${token}.${account.key.thumbprint}`
  return text === createHash('sha256').update(keyAuthorization).digest('base64url')
}
