import type { JsonWebKey, KeyObject } from 'node:crypto'
import { createHash, createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint'
import { AcmeProblem } from './problem.ts'

/** A public key that signs requests, with the one algorithm it signs with. */
export interface AccountKey {
  readonly algorithm: string
  readonly publicKey: KeyObject
  /** RFC 7638, base64url of SHA-256: equal for equal keys. */
  readonly thumbprint: string
  /** SHA-256 of the SubjectPublicKeyInfo, to recognise the key in a certificate. */
  readonly spkiDigest: string
}

export const algorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'EdDSA'] as const

const byCurve: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
}

/** Throws badPublicKey for what is no key, too weak, or not public. */
export async function accountKey(jwk: unknown): Promise<AccountKey> {
  if (!isObject(jwk) || 'd' in jwk || 'k' in jwk) throw badPublicKey('the jwk is no public key')
  const publicKey = imported(jwk)
  const exported = publicKey.export({ format: 'jwk' })
  const algorithm = exported.kty === 'RSA' ? rsaAlgorithm(publicKey) : byCurve[exported.crv ?? '']
  if (!algorithm) throw badPublicKey('the key is on a curve that is not accepted')
  return {
    algorithm,
    publicKey,
    thumbprint: await calculateJwkThumbprint({ kty: '', ...exported }),
    spkiDigest: spkiDigest(publicKey),
  }
}

export function spkiDigest(publicKey: KeyObject): string {
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(spki).digest('base64url')
}

function imported(key: object): KeyObject {
  try {
    // Whatever the object holds, the import checks it: it throws for all that is no JWK.
    return createPublicKey({ key: key as JsonWebKey, format: 'jwk' })
  } catch {
    throw badPublicKey('the jwk is no public key')
  }
}

function rsaAlgorithm(key: KeyObject) {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  if (modulusLength < 2048 || modulusLength > 8192 || publicExponent < 65537n) {
    throw badPublicKey('RSA keys have 2048 to 8192 bits and an exponent of 65537 or more')
  }
  return 'RS256'
}

function badPublicKey(detail: string) {
  return new AcmeProblem(400, 'badPublicKey', detail, { algorithms })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
