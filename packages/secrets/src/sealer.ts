import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { decrypt, encrypt } from './gcm.ts'
import type { Kek } from './kek.ts'
import { Secret } from './secret.ts'
import { SecretError } from './secret-error.ts'

/** Where a secret belongs. It opens there and nowhere else. */
export interface SealContext {
  readonly tenant: string
  readonly collection: string
  readonly id: string
  readonly purpose: string
}

const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)

/** An envelope: a data key wrapped by a KEK, and what the data key sealed. A schema, for it stands in documents. */
export const Sealed = z.strictObject({
  v: z.literal(1),
  kekId: z.string(),
  wrappedKey: Base64,
  iv: Base64,
  tag: Base64,
  ciphertext: Base64,
})
export type Sealed = z.infer<typeof Sealed>

export interface Sealer {
  seal(plaintext: string, context: SealContext): Promise<Sealed>
  open(sealed: Sealed, context: SealContext): Promise<Secret>
}

/** Seals with the first key and opens with any of them. Each secret has its own data key. */
export function createSealer(keks: readonly [Kek, ...Kek[]]): Sealer {
  const [first] = keks
  return {
    seal: async (plaintext, context) => {
      const aad = associated(context)
      const dataKey = randomBytes(32)
      const { iv, tag, ciphertext } = encrypt(dataKey, Buffer.from(plaintext), aad)
      const wrappedKey = await first.wrap(dataKey, aad)
      return {
        ...{ v: 1, kekId: first.id, wrappedKey: base64(wrappedKey) },
        ...{ iv: base64(iv), tag: base64(tag), ciphertext: base64(ciphertext) },
      }
    },
    open: async (sealed, context) => {
      const kek = keks.find(({ id }) => id === sealed.kekId)
      if (!kek)
        throw new SecretError(
          'ERR_SEALED_UNKNOWN_KEK',
          `This was sealed with the key ${sealed.kekId.slice(0, 80)}, which is not configured here.`,
        )
      return unseal(kek, sealed, associated(context))
    },
  }
}

async function unseal(kek: Kek, sealed: Sealed, aad: Uint8Array): Promise<Secret> {
  try {
    const dataKey = await kek.unwrap(bytes(sealed.wrappedKey), aad)
    const box = {
      iv: bytes(sealed.iv),
      tag: bytes(sealed.tag),
      ciphertext: bytes(sealed.ciphertext),
    }
    return Secret.of(decrypt(dataKey, box, aad).toString())
  } catch (cause) {
    throw new SecretError(
      'ERR_SEALED_TAMPERED',
      'A sealed secret does not open: it was changed, or it belongs to another document.',
      { cause },
    )
  }
}

/** JSON of an array is unambiguous: no context can be read as another. */
const associated = ({ tenant, collection, id, purpose }: SealContext): Uint8Array =>
  Buffer.from(JSON.stringify([1, tenant, collection, id, purpose]))

const base64 = (data: Uint8Array) => Buffer.from(data).toString('base64')
const bytes = (text: string) => Buffer.from(text, 'base64')
