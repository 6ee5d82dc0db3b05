import type { Ca } from './ca.ts'
import type { Reply } from './reply.ts'

/** RFC 8555 §7.1.1, RFC 9773 §4. */
export function directory({ origin, bindings, policy, behaviour: { terms } }: Ca): Reply {
  const { caaIdentities, profiles, renewalInfo } = policy
  const described = [...profiles].map(([name, { description }]) => [name, description])
  const body = {
    newNonce: `${origin}/new-nonce`,
    newAccount: `${origin}/new-account`,
    newOrder: `${origin}/new-order`,
    revokeCert: `${origin}/revoke-cert`,
    keyChange: `${origin}/key-change`,
    ...(renewalInfo && { renewalInfo: `${origin}/renewal-info` }),
    meta: {
      externalAccountRequired: bindings !== undefined,
      ...(caaIdentities.length > 0 && { caaIdentities }),
      ...(terms !== undefined && { termsOfService: terms }),
      ...(described.length > 0 && { profiles: Object.fromEntries(described) }),
    },
  }
  return { status: 200, body, isOpen: true }
}
