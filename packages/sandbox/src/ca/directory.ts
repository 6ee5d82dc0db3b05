import type { Ca } from './ca.ts'

/** RFC 8555 §7.1.1. */
export function directory({ origin, eab, caaIdentities }: Ca) {
  return {
    newNonce: `${origin}/new-nonce`,
    newAccount: `${origin}/new-account`,
    newOrder: `${origin}/new-order`,
    revokeCert: `${origin}/revoke-cert`,
    keyChange: `${origin}/key-change`,
    meta: {
      externalAccountRequired: eab !== undefined,
      ...(caaIdentities.length > 0 && { caaIdentities }),
    },
  }
}
