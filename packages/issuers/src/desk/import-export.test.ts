import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { thumbprint } from '@certwire/acme'
import { Secret } from '@certwire/secrets'
import { describe, expect, test } from 'vitest'
import { codeOf, macKey, signal, stage } from './test-stage.ts'

const eabOf = (kid: string) => ({ kid, hmacKey: Secret.of(macKey()) })

function pem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

describe('an export', () => {
  test.each(['pem', 'jwk'] as const)('in %s is what an import takes', async (format) => {
    const { desk, ca, documents, account } = await stage()
    const first = await (await desk()).register('ca', false, signal)
    const { key, url } = await (await desk()).export('ca', format)
    await documents.delete((await account())?._id ?? '')

    const taken = await (await desk()).import('ca', { key, url, anew: false }, signal)

    const { registeredAt: _, contact: __, notices: ___, ...same } = first
    expect(taken).toMatchObject({ ...same, state: 'valid' })
    expect(ca.ledger.accounts).toBe(1)
  })

  test('is the key of the account', async () => {
    const { desk } = await stage()
    const { thumbprint: print } = await (await desk()).register('ca', false, signal)

    const { key } = await (await desk()).export('ca', 'pem')

    expect(thumbprint(createPrivateKey(key))).toBe(print)
  })
})

describe('an import is refused', () => {
  test.each([
    ['for a key that the CA does not know', {}, 'ERR_ACCOUNT_UNKNOWN_KEY'],
    ['for a key that is none', { key: 'nonsense' }, 'ERR_ACCOUNT_KEY'],
  ])('%s', async (_, change, code) => {
    const { desk } = await stage()
    const given = { key: pem(), anew: false, ...change }

    expect(await codeOf((await desk()).import('ca', given, signal))).toBe(code)
  })

  test('where there is an account, unless that is to be left', async () => {
    const { desk, ca } = await stage()
    const first = await (await desk()).register('ca', false, signal)
    const { key } = await (await desk()).export('ca', 'pem')
    await (await desk({ eab: eabOf('kid-2') })).register('ca', true, signal)
    const again = async (anew: boolean) => (await desk()).import('ca', { key, anew }, signal)

    expect(await codeOf(again(false))).toBe('ERR_ACCOUNT_EXISTS')
    expect(await again(true)).toMatchObject({
      url: first.url,
      former: [expect.any(String), first.url],
    })
    expect(ca.ledger.accounts).toBe(2)
  })

  test('for the URL of another account', async () => {
    const { desk, documents, account } = await stage()
    await (await desk()).register('ca', false, signal)
    const { key } = await (await desk()).export('ca', 'pem')
    await documents.delete((await account())?._id ?? '')
    const given = { key, url: 'https://ca.example/account/2', anew: false }

    expect(await codeOf((await desk()).import('ca', given, signal))).toBe('ERR_ACCOUNT_URL')
  })
})
