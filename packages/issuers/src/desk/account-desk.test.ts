import { generateKeyPairSync } from 'node:crypto'
import { Secret } from '@certwire/secrets'
import { describe, expect, test } from 'vitest'
import { codeOf, macKey, signal, stage } from './test-stage.ts'

const eabOf = (kid: string) => ({ kid, hmacKey: Secret.of(macKey()) })

test('an issuer without an account is shown as one', async () => {
  const { desk } = await stage()

  expect(await (await desk()).list()).toMatchObject([{ issuer: 'ca', state: 'none', notices: [] }])
})

test('an account is registered with its EAB, and then shown without any key', async () => {
  const { desk, ca } = await stage()

  const shown = await (await desk()).register('ca', false, signal)

  const [{ accountUrl: url } = { accountUrl: '' }] = ca.ledger.bindings
  expect(shown).toMatchObject({ issuer: 'ca', state: 'valid', url, eabKid: 'kid-1', former: [] })
  expect(JSON.stringify(shown)).not.toMatch(/PRIVATE|ciphertext/)
})

test('registering where there is an account changes nothing', async () => {
  const { desk, ca } = await stage()
  const first = await (await desk()).register('ca', false, signal)

  expect(await (await desk()).register('ca', false, signal)).toEqual(first)
  expect(ca.ledger.accounts).toBe(1)
})

test('two issuers of one CA have an account each, by the EAB that each has', async () => {
  const { desk, ca } = await stage()
  const one = await (await desk()).register('ca', false, signal)
  const two = await (await desk({ name: 'ov', eab: eabOf('kid-2') })).register('ca', false, signal)

  expect(one.url).not.toBe(two.url)
  expect(ca.ledger.bindings.map(({ kid }) => kid)).toEqual(['kid-1', 'kid-2'])
})

describe('what is configured otherwise since is noticed, and nothing else is done about it', () => {
  test.each([
    ['another EAB', { eab: eabOf('kid-2') }, 'ERR_ACCOUNT_EAB_CHANGED'],
    ['another key', { accountKey: Secret.of(pem()) }, ...(['ERR_ACCOUNT_KEY_CHANGED'] as const)],
    ['another contact', { contact: ['mailto:new@example.com'] }, 'ERR_ACCOUNT_CONTACT_CHANGED'],
  ])('%s', async (_, change, code) => {
    const { desk, ca } = await stage()
    const { url } = await (await desk()).register('ca', false, signal)

    const shown = await (await desk(change)).register('ca', false, signal)

    expect(shown).toMatchObject({ url, notices: [{ code }] })
    expect(shown.notices[0]?.reason).toContain(url)
    expect(ca.ledger.accounts).toBe(1)
  })

  test('and the same is no news', async () => {
    const accountKey = Secret.of(pem())
    const { desk } = await stage({ accountKey })
    await (await desk()).register('ca', false, signal)

    expect((await (await desk()).show('ca')).notices).toEqual([])
  })
})

function pem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

describe('an account in the place of another', () => {
  test('has a key and an EAB of its own, and the other is remembered', async () => {
    const { desk, ca, account } = await stage()
    const first = await (await desk()).register('ca', false, signal)

    const next = await (await desk({ eab: eabOf('kid-2') })).register('ca', true, signal)

    expect(next).toMatchObject({
      state: 'valid',
      eabKid: 'kid-2',
      former: [first.url],
      notices: [],
    })
    expect(next.thumbprint).not.toBe(first.thumbprint)
    expect(ca.ledger.accounts).toBe(2)
    expect((await account())?.former).toMatchObject([{ thumbprint: first.thumbprint }])
  })

  test('that cannot be had leaves the one that is there in force', async () => {
    const { desk } = await stage()
    const first = await (await desk()).register('ca', false, signal)

    expect(await codeOf((await desk()).register('ca', true, signal))).toBe('ERR_EAB_USED')
    expect(await (await desk()).show('ca')).toEqual(first)
  })

  test('is not made while orders are under way, which no other account sees', async () => {
    const { desk, state } = await stage()
    await (await desk()).register('ca', false, signal)
    Object.assign(state, { open: 1, phase: 'finalizing' })

    expect(await codeOf((await desk()).register('ca', true, signal))).toBe('ERR_ACCOUNT_BUSY')
  })

  test('is made at once where that one was deactivated', async () => {
    const { desk, state } = await stage()
    await (await desk()).register('ca', false, signal)
    await (await desk()).deactivate('ca', signal)
    Object.assign(state, { open: 1, phase: 'finalizing' })

    const next = await (await desk({ eab: eabOf('kid-2') })).register('ca', true, signal)

    expect(next).toMatchObject({ state: 'valid', eabKid: 'kid-2' })
  })
})

test('an update tells the CA, and is what is shown', async () => {
  const { desk } = await stage()
  await (await desk()).register('ca', false, signal)
  const contact = ['mailto:new@example.com']

  const shown = await (await desk()).update('ca', { contact, agreeToTerms: false }, signal)

  expect(shown).toMatchObject({ contact, notices: [{ code: 'ERR_ACCOUNT_CONTACT_CHANGED' }] })
})

test('an account that was deactivated takes no order until there is another', async () => {
  const { desk, issuers } = await stage()
  await (await desk()).register('ca', false, signal)
  expect(await (await desk()).deactivate('ca', signal)).toMatchObject({ state: 'deactivated' })

  const refused = await codeOf((await issuers()).register('ca', signal))
  await (await desk({ eab: eabOf('kid-2') })).register('ca', true, signal)
  const order = await (await (await issuers()).register('ca', signal)).acme.newOrder(
    ['a.example'],
    signal,
  )

  expect([refused, order.status]).toEqual(['ERR_ACCOUNT_DEACTIVATED', 'pending'])
})

test('a deactivation whose answer was lost succeeds when it is asked for again', async () => {
  const { desk, account, documents } = await stage()
  await (await desk()).register('ca', false, signal)
  await (await desk()).deactivate('ca', signal)
  const { deactivatedAt: _, ...before } = (await account()) ?? expect.fail('there is no account')
  await documents.replace({ ...before, version: before.version + 1 })

  expect(await (await desk()).deactivate('ca', signal)).toMatchObject({ state: 'deactivated' })
})
