import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16

export interface Box {
  readonly iv: Uint8Array
  readonly tag: Uint8Array
  readonly ciphertext: Uint8Array
}

/** AES-256-GCM under a fresh 96-bit nonce (NIST SP 800-38D §8.2.2). */
export function encrypt(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Box {
  const iv = randomBytes(12)
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { iv, tag: cipher.getAuthTag(), ciphertext }
}

/** Throws if a single bit of key, nonce, tag, ciphertext or AAD is not what it was. */
export function decrypt(key: Uint8Array, { iv, tag, ciphertext }: Box, aad: Uint8Array): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(aad).setAuthTag(tag)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()])
}
