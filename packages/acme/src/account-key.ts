import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

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

/** Reads PKCS#8, SEC 1 or PKCS#1 PEM, or a JWK: RSA of at least 2048 bits, P-256 or P-384. Without a passphrase. */
export const importAccountKey = (text: string): KeyObject => checkAccountKey(parse(text))

/** The key, if CAs take such a one. */
export function checkAccountKey(key: KeyObject): KeyObject {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details, type } = key
  const isPrivate = type === 'private'
  if (isPrivate && kind === 'rsa' && (details?.modulusLength ?? 0) >= SMALLEST_RSA) return key
  if (isPrivate && kind === 'ec' && CURVES.includes(details?.namedCurve ?? '')) return key
  const seen = [type, kind, details?.modulusLength, details?.namedCurve].filter(Boolean).join(' ')
  throw new AccountKeyError(
    `An account key has to be a private key: RSA of at least 2048 bits, P-256 or P-384; this is ${seen}.`,
  )
}

function parse(text: string): KeyObject {
  try {
    const isJwk = text.trimStart().startsWith('{')
    return isJwk
      ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
      : createPrivateKey(text)
  } catch {
    // The library's own message may quote the key.
    throw new AccountKeyError(describe(text))
  }
}

function describe(pem: string): string {
  if (pem.includes('ENCRYPTED'))
    return 'The account key is encrypted: give it without a passphrase.'
  if (pem.includes('BEGIN CERTIFICATE')) return 'This is a certificate, not a private key.'
  if (pem.includes('BEGIN PUBLIC')) return 'This is a public key, not a private key.'
  if (pem.includes('BEGIN OPENSSH')) return 'This is an SSH key: convert it to PKCS#8.'
  return 'The account key is not a private key in PEM, nor a JWK.'
}
