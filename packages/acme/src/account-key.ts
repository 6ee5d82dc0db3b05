import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

const CURVES = ['prime256v1', 'secp384r1']
const SMALLEST_RSA = 2048

/** A key cannot be an account key. Says what it is, never what it holds. */
export class AccountKeyError extends Error {
  override readonly name = 'AccountKeyError'
  readonly code = 'ERR_ACCOUNT_KEY'
}

/** P-256: signs with ES256, which every CA takes. */
export const generateAccountKey = (): KeyObject =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

/** Reads PKCS#8, SEC 1 or PKCS#1 PEM: RSA of at least 2048 bits, P-256 or P-384. */
export function importAccountKey(pem: string): KeyObject {
  const key = parse(pem)
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= SMALLEST_RSA) return key
  if (type === 'ec' && CURVES.includes(details?.namedCurve ?? '')) return key
  const seen = [type, details?.modulusLength, details?.namedCurve].filter(Boolean).join(' ')
  throw new AccountKeyError(
    `An account key has to be RSA of at least 2048 bits, P-256 or P-384; this is ${seen}.`,
  )
}

function parse(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    // The library's own message may quote the key.
    throw new AccountKeyError(describe(pem))
  }
}

function describe(pem: string): string {
  if (pem.includes('ENCRYPTED'))
    return 'The account key is encrypted: give it without a passphrase.'
  if (pem.includes('BEGIN CERTIFICATE')) return 'This is a certificate, not a private key.'
  if (pem.includes('BEGIN PUBLIC')) return 'This is a public key, not a private key.'
  return 'The account key is not a private key in PEM.'
}

/** The members of RFC 7638 §3.2, in its order. */
export function publicJwk(key: KeyObject): Record<string, string | undefined> {
  const { kty, crv, x, y, e, n } = createPublicKey(key).export({ format: 'jwk' })
  return kty === 'EC' ? { crv, kty, x, y } : { e, kty, n }
}
