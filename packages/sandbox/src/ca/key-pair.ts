import { createPrivateKey, createPublicKey, KeyObject, webcrypto } from 'node:crypto'
import { PublicKeyInfo } from 'pkijs'

/** ECDSA on P-256, for every key of the sandbox itself. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

export interface KeyPair {
  readonly privateKey: webcrypto.CryptoKey
  readonly publicKey: PublicKeyInfo
}

export async function generateKeyPair(): Promise<KeyPair> {
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  return { privateKey: pair.privateKey, publicKey: publicKeyInfo(KeyObject.from(pair.publicKey)) }
}

/** PKCS #8. */
export function toPem({ privateKey }: KeyPair): string {
  return KeyObject.from(privateKey).export({ format: 'pem', type: 'pkcs8' }).toString()
}

export function fromPem(privateKeyPem: string): KeyPair {
  const key = createPrivateKey(privateKeyPem)
  return {
    privateKey: key.toCryptoKey(algorithm, false, ['sign']),
    publicKey: publicKeyInfo(createPublicKey(key)),
  }
}

function publicKeyInfo(key: KeyObject): PublicKeyInfo {
  return PublicKeyInfo.fromBER(new Uint8Array(key.export({ format: 'der', type: 'spki' })))
}
