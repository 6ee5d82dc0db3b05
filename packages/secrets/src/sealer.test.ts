import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { localKek } from './kek.ts'
import { createSealer, type SealContext, Sealed } from './sealer.ts'
import { SecretError } from './secret-error.ts'

const context: SealContext = {
  tenant: 'ten_1',
  collection: 'keys',
  id: 'ord_1.1',
  purpose: 'leaf-key',
}
const first = localKek(randomBytes(32))
const sealer = createSealer([first])
const PLAIN = 'a private key \u{1f511}'

async function codeOf(opening: Promise<unknown>): Promise<unknown> {
  try {
    return await opening
  } catch (error) {
    return error instanceof SecretError ? error.code : error
  }
}

describe('a sealed secret', () => {
  test.each([PLAIN, '', 'x'.repeat(100_000)])('opens where it was sealed (%#)', async (plain) => {
    const sealed = await sealer.seal(plain, context)

    expect((await sealer.open(sealed, context)).reveal()).toBe(plain)
  })

  test('opens after a way through JSON and its schema', async () => {
    const sealed = Sealed.parse(JSON.parse(JSON.stringify(await sealer.seal(PLAIN, context))))

    expect((await sealer.open(sealed, context)).reveal()).toBe(PLAIN)
  })

  test('shows nothing of the secret, and never looks the same twice', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => sealer.seal(PLAIN, context)))

    expect(JSON.stringify(one)).not.toContain(PLAIN)
    for (const part of ['wrappedKey', 'iv', 'tag', 'ciphertext'] as const)
      expect(one?.[part]).not.toBe(two?.[part])
  })

  test.each([
    [{ tenant: 'ten_2' }],
    [{ collection: 'accounts' }],
    [{ id: 'ord_1.2' }],
    [{ purpose: 'account-key' }],
    [{ tenant: 'ten_1","keys', collection: '' }],
  ])('does not open in %j', async (moved) => {
    const sealed = await sealer.seal(PLAIN, context)
    const opening = sealer.open(sealed, { ...context, ...moved })

    expect(await codeOf(opening)).toBe('ERR_SEALED_TAMPERED')
  })

  test.each(['wrappedKey', 'iv', 'tag', 'ciphertext'] as const)(
    'does not open with a bit of any byte of its %s turned',
    async (part) => {
      const sealed = await sealer.seal(PLAIN, context)
      const bytes = Buffer.from(sealed[part], 'base64')
      for (let index = 0; index < bytes.length; index++) {
        const turned = Buffer.from(bytes)
        turned[index] = (turned[index] ?? 0) ^ (1 << (index % 8))
        const changed = { ...sealed, [part]: turned.toString('base64') }
        expect(await codeOf(sealer.open(changed, context))).toBe('ERR_SEALED_TAMPERED')
      }
    },
  )

  test.each(['wrappedKey', 'iv', 'tag', 'ciphertext'] as const)(
    'does not open with its %s cut, lengthened, missing or of another',
    async (part) => {
      const sealed = await sealer.seal(PLAIN, context)
      const other = await sealer.seal(PLAIN, context)
      const bytes = Buffer.from(sealed[part], 'base64')
      const wrong = [bytes.subarray(0, -1), bytes.subarray(0, 4), Buffer.concat([bytes, bytes])]
      for (const text of [...wrong.map((some) => some.toString('base64')), '', other[part]])
        expect(await codeOf(sealer.open({ ...sealed, [part]: text }, context))).toBe(
          'ERR_SEALED_TAMPERED',
        )
    },
  )
})

describe('keys', () => {
  const second = localKek(randomBytes(32))

  test('rotate: what the old one sealed opens still, and the new one seals', async () => {
    const old = await sealer.seal(PLAIN, context)
    const rotated = createSealer([second, first])

    expect((await rotated.open(old, context)).reveal()).toBe(PLAIN)
    expect((await rotated.seal(PLAIN, context)).kekId).toBe(second.id)
  })

  test('that are not configured are named', async () => {
    const sealed = await createSealer([second]).seal(PLAIN, context)
    const opening = sealer.open(sealed, context)

    expect(await codeOf(opening)).toBe('ERR_SEALED_UNKNOWN_KEK')
    await expect(sealer.open(sealed, context)).rejects.toThrow(second.id)
  })

  test('do not open what is said to be theirs', async () => {
    const sealed = await createSealer([second]).seal(PLAIN, context)

    expect(await codeOf(sealer.open({ ...sealed, kekId: first.id }, context))).toBe(
      'ERR_SEALED_TAMPERED',
    )
  })
})

test('an error quotes neither the secret nor a key', async () => {
  const sealed = await sealer.seal(PLAIN, context)
  const error = await sealer.open(sealed, { ...context, id: 'other' }).catch((thrown) => thrown)

  expect(`${error.stack} ${error.cause?.stack}`).not.toMatch(PLAIN)
})
