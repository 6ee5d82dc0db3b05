import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

export type KeyType = 'p256' | 'p384' | 'rsa2048' | 'rsa3072' | 'rsa4096'

const generate = promisify(generateKeyPair)

/** A new private key. Made off the main thread: an RSA key takes seconds. */
export async function generateKey(type: KeyType): Promise<KeyObject> {
  const { privateKey } = type.startsWith('rsa')
    ? await generate('rsa', { modulusLength: Number(type.slice(3)), publicExponent: 65_537 })
    : await generate('ec', { namedCurve: type === 'p384' ? 'P-384' : 'P-256' })
  return privateKey
}
