import { expect, test } from 'vitest'
import { codeOf, macKey, signal, stage } from './test-stage.ts'

test('an EAB that is added is listed without its MAC key, and is there once', async () => {
  const { desk } = await stage()
  const eab = { kid: 'kid-2', hmacKey: macKey(), owner: 'team-a' }

  const view = await (await desk()).addEab('ca', eab)

  expect(view).toMatchObject({ kid: 'kid-2', state: 'unused', source: 'added', owner: 'team-a' })
  expect(await codeOf((await desk()).addEab('ca', eab))).toBe('ERR_EAB_EXISTS')
  const listed = await (await desk()).eabs()
  expect(listed).toContainEqual(view)
  expect(JSON.stringify(listed)).not.toMatch(/hmac|ciphertext/)
})

test('one whose MAC key cannot be right is not taken', async () => {
  const { desk } = await stage()
  const eab = { kid: 'kid-2', hmacKey: '"quoted"' }

  expect(await codeOf((await desk()).addEab('ca', eab))).toBe('ERR_EAB_KEY')
})

test('one that is removed is gone', async () => {
  const { desk } = await stage()
  const { id } = await (await desk()).addEab('ca', { kid: 'kid-2', hmacKey: macKey() })
  await (await desk()).removeEab(id)

  expect((await (await desk()).eabs()).map(({ kid }) => kid)).toEqual(['kid-1'])
  expect(await codeOf((await desk()).removeEab(id))).toBe('ERR_EAB_NOT_FOUND')
})

test('that of the configuration is listed, and with its account once it is used', async () => {
  const { desk } = await stage()
  const before = await (await desk()).eabs()
  const { url } = await (await desk()).register('ca', false, signal)

  expect(before).toMatchObject([{ kid: 'kid-1', source: 'config', state: 'unused' }])
  expect(await (await desk()).eabs()).toMatchObject([{ state: 'used', accountUrl: url }])
})

test('one that was used stays, so that it is not sent again', async () => {
  const { desk } = await stage()
  await (await desk()).register('ca', false, signal)
  const [eab] = await (await desk()).eabs()

  expect(await codeOf((await desk()).removeEab(eab?.id ?? ''))).toBe('ERR_EAB_KEPT')
})

test('one that has expired is shown as expired', async () => {
  const { desk, state } = await stage()
  const expiresAt = new Date(state.now + 1000).toISOString()
  await (await desk()).addEab('ca', { kid: 'kid-2', hmacKey: macKey(), expiresAt })
  state.now += 1000

  const eab = (await (await desk()).eabs()).find(({ kid }) => kid === 'kid-2')
  expect(eab).toMatchObject({ kid: 'kid-2', state: 'expired' })
})
