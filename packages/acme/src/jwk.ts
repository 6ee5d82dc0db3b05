import { createPublicKey, type KeyObject } from 'node:crypto'

/** The required members of a public key and no others, in the order of RFC 7638 §3.2. */
export function publicJwk(key: KeyObject): Record<string, string | undefined> {
  const { kty, crv, x, y, e, n } = publicKeyOf(key).export({ format: 'jwk' })
  if (kty === 'RSA') return { e, kty, n }
  return kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x }
}

const publicKeyOf = (key: KeyObject): KeyObject =>
  key.type === 'private' ? createPublicKey(key) : key
