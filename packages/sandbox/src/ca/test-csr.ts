import { createPublicKey, type KeyObject, webcrypto } from 'node:crypto'
import { Attribute, CertificationRequest, Extensions } from 'pkijs'
import { alternativeNames } from './extensions.ts'
import { generalName } from './general-name.ts'
import { extensionRequest } from './oid.ts'

const keys = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'P-521': { name: 'ECDSA', namedCurve: 'P-521' },
  'RSA-2048': rsa(2048),
  'RSA-1024': rsa(1024),
} as const

function rsa(modulusLength: number) {
  const publicExponent = new Uint8Array([1, 0, 1])
  return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength, publicExponent }
}

/** A CSR in base64url and the key it is for: a new one, or the given one of that kind. */
export async function csr(
  names: readonly string[],
  kind: keyof typeof keys = 'P-256',
  key?: KeyObject,
  hash = 'SHA-256',
) {
  const keyPair = key
    ? imported(key, keys[kind])
    : await webcrypto.subtle.generateKey({ ...keys[kind], hash }, true, ['sign', 'verify'])
  const request = new CertificationRequest({ version: 0, attributes: [namesAttribute(names)] })
  await request.subjectPublicKeyInfo.importKey(keyPair.publicKey)
  await request.sign(keyPair.privateKey, hash)
  const der = Buffer.from(request.toSchema(true).toBER())
  return { csr: der.toString('base64url'), keyPair }
}

function imported(key: KeyObject, algorithm: (typeof keys)[keyof typeof keys]) {
  const privateKey = key.toCryptoKey(algorithm, true, ['sign'])
  return { privateKey, publicKey: createPublicKey(key).toCryptoKey(algorithm, true, ['verify']) }
}

function namesAttribute(names: readonly string[]) {
  const extensions = new Extensions({
    extensions: [alternativeNames(names.map(generalName), false)],
  })
  return new Attribute({ type: extensionRequest, values: [extensions.toSchema()] })
}
