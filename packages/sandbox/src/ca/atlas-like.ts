import type { SandboxCaOptions } from './options.ts'

interface AtlasLike {
  /** HMAC keys in base64url by kid. */
  readonly eab: Readonly<Record<string, string>>
  readonly claims?: readonly string[]
}

/**
 * What is known of GlobalSign Atlas: an external account for one account each, with an address, claims instead of proofs,
 * no word of renewal or profiles, and orders that take their time without saying how long.
 */
export function atlasLike({ eab, claims = [] }: AtlasLike) {
  const bindings = Object.entries(eab).map(([kid, key]) => [kid, { key, isSingleUse: true }])
  return {
    eab: Object.fromEntries(bindings),
    claims,
    requiresContact: true,
    renewalInfo: false,
    processingMs: 5000,
    retryAfter: { order: null, finalize: null, authorization: null, challenge: null },
  } satisfies Partial<SandboxCaOptions>
}
