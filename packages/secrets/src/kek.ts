import { createHash } from 'node:crypto'
import { decrypt, encrypt } from './gcm.ts'
import { SecretError } from './secret-error.ts'

const KEY_BYTES = 32

/**
 * A key-encryption key. It wraps data keys and nothing else, so a vendor's service that never gives it out can stand
 * behind this as well.
 */
export interface Kek {
  /** Names the key in what it wrapped; says nothing of it. */
  readonly id: string
  wrap(dataKey: Uint8Array, aad: Uint8Array): Promise<Uint8Array>
  /** Throws if the key is not this one, or the AAD or a bit differs. */
  unwrap(wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array>
}

/** A key in this process, of 32 bytes. */
export const localKek = (key: Uint8Array): Kek => ({
  id: `local-${createHash('sha256').update('certwire kek id').update(key).digest('hex').slice(0, 16)}`,
  wrap: async (dataKey, aad) => {
    const { iv, tag, ciphertext } = encrypt(key, dataKey, aad)
    return Buffer.concat([iv, tag, ciphertext])
  },
  unwrap: async (wrapped, aad) =>
    decrypt(
      key,
      {
        iv: wrapped.subarray(0, 12),
        tag: wrapped.subarray(12, 28),
        ciphertext: wrapped.subarray(28),
      },
      aad,
    ),
})

/** Reads 32 bytes in hex, base64 or base64url. */
export function parseKek(text: string): Uint8Array {
  const trimmed = text.trim()
  const encoding = /^[0-9a-fA-F]{64}$/.test(trimmed) ? 'hex' : 'base64'
  const key = /^[A-Za-z0-9+/_-]*={0,2}$/.test(trimmed) ? Buffer.from(trimmed, encoding) : undefined
  if (key?.length === KEY_BYTES) return key
  const seen = key ? `${key.length} bytes` : 'neither hex nor base64'
  throw new SecretError(
    'ERR_KEK_FORMAT',
    `The key-encryption key has to be 32 bytes in base64 or hex; this is ${seen}. "openssl rand -base64 32" makes one.`,
  )
}
