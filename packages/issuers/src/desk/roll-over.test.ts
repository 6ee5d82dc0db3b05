import { expect, test } from 'vitest'
import { codeOf, signal, stage } from './test-stage.ts'

async function registered() {
  const is = await stage()
  const { url, thumbprint } = await (await is.desk()).register('ca', false, signal)
  const order = async () => {
    const { acme } = await (await is.issuers()).register('ca', signal)
    return acme.newOrder(['a.example'], signal)
  }
  return { ...is, url, thumbprint, order }
}

test('the account stays and its key is another one', async () => {
  const { desk, order, url, thumbprint } = await registered()

  const shown = await (await desk()).rollOver('ca', signal)

  expect(shown).toMatchObject({ url, state: 'valid', notices: [] })
  expect(shown.thumbprint).not.toBe(thumbprint)
  expect(await order()).toMatchObject({ status: 'pending' })
})

test('open challenges keep the key as it is', async () => {
  const { desk, state, order, url, thumbprint } = await registered()
  state.open = 2

  expect(await codeOf((await desk()).rollOver('ca', signal))).toBe('ERR_ACCOUNT_BUSY')
  expect(await (await desk()).show('ca')).toMatchObject({ url, thumbprint, state: 'valid' })
  expect(await order()).toMatchObject({ status: 'pending' })
})

test('an order that is only to be issued does not mind', async () => {
  const { desk, state, thumbprint } = await registered()
  Object.assign(state, { open: 1, phase: 'finalizing' })

  expect((await (await desk()).rollOver('ca', signal)).thumbprint).not.toBe(thumbprint)
})

test('an answer that is lost is asked for with the new key', async () => {
  const { desk, ca, thumbprint, order } = await registered()
  ca.answerNext(
    async (response, _, reply) => {
      await reply()
      response.destroy()
    },
    { operation: 'keyChange' },
  )

  const shown = await (await desk()).rollOver('ca', signal)

  expect(shown.state).toBe('valid')
  expect(shown.thumbprint).not.toBe(thumbprint)
  expect(await order()).toMatchObject({ status: 'pending' })
})

test('a change that the CA has not heard of yet is given up when it cannot any more', async () => {
  const { desk, ca, state, thumbprint, account } = await registered()
  ca.answerNext((response) => response.destroy(), { operation: 'keyChange' })

  const failed = await codeOf((await desk()).rollOver('ca', signal))
  const during = await (await desk()).show('ca')
  state.now += 91_000
  await (await desk()).settle(signal)

  expect([failed, during.state]).toEqual(['ERR_CA_UNREACHABLE', 'rollover'])
  expect(await (await desk()).show('ca')).toMatchObject({ thumbprint, state: 'valid' })
  // Should it have been heard after all, the key is not lost.
  expect((await account())?.former).toHaveLength(1)
})

test('a CA that says no keeps the old key at once', async () => {
  const { desk, ca, thumbprint } = await registered()
  const no = { type: 'urn:ietf:params:acme:error:badPublicKey', detail: 'no' }
  ca.answerNext((response) => response.writeHead(400).end(JSON.stringify(no)), {
    operation: 'keyChange',
  })

  expect(await codeOf((await desk()).rollOver('ca', signal))).toBe('ERR_ACME_BAD_PUBLIC_KEY')
  expect(await (await desk()).show('ca')).toMatchObject({ thumbprint, state: 'valid' })
})

test('as long as it is under way nothing new begins, and a second one is refused', async () => {
  const { desk, account, documents, issuers, state } = await registered()
  const kept = (await account()) ?? expect.fail('there is no account')
  const since = new Date(state.now).toISOString()
  const rollover = { key: kept.key, thumbprint: 'new', since }
  await documents.replace({ ...kept, version: kept.version + 1, rollover })

  expect(await codeOf((await issuers()).register('ca', signal))).toBe('ERR_ACCOUNT_ROLLOVER')
  expect(await codeOf((await issuers()).open('ca'))).toBe('ERR_ACCOUNT_ROLLOVER')
  expect(await codeOf((await desk()).rollOver('ca', signal))).toBe('ERR_ACCOUNT_ROLLOVER')
  expect(await (await desk()).show('ca')).toMatchObject({ state: 'rollover' })
})

/** What a process leaves that is killed before it has kept that the CA took the new key. */
async function killed(before: 'the CA was asked' | 'it was kept') {
  const is = await registered()
  const old = (await is.account()) ?? expect.fail('there is no account')
  await (await is.desk()).rollOver('ca', signal)
  const changed = (await is.account()) ?? expect.fail('there is no account')
  const [own, next] = before === 'it was kept' ? [old, changed] : [changed, old]
  const { key, thumbprint } = own
  const since = new Date(is.state.now).toISOString()
  const rollover = { key: next.key, thumbprint: next.thumbprint, since }
  await is.documents.replace({
    ...changed,
    key,
    thumbprint,
    rollover,
    version: changed.version + 1,
  })
  is.state.now += 121_000
  return { ...is, old, changed }
}

test('after a crash the new key is in force if the CA has it', async () => {
  const { desk, account, changed, order } = await killed('it was kept')

  await (await desk()).settle(signal)

  const { rollover, thumbprint } = (await account()) ?? expect.fail('there is no account')
  expect([rollover, thumbprint]).toEqual([undefined, changed.thumbprint])
  expect(await order()).toMatchObject({ status: 'pending' })
})

test('after a crash the old key stays if the CA has never heard of the other', async () => {
  const { desk, account, changed, order } = await killed('the CA was asked')

  await (await desk()).settle(signal)

  const { rollover, thumbprint } = (await account()) ?? expect.fail('there is no account')
  expect([rollover, thumbprint]).toEqual([undefined, changed.thumbprint])
  expect(await order()).toMatchObject({ status: 'pending' })
})

test('the EAB goes with the account, and is for no other one', async () => {
  const { desk, ca } = await registered()
  await (await desk()).rollOver('ca', signal)
  ca.forgetAccounts()

  expect(await codeOf((await desk()).register('ca', true, signal))).toBe('ERR_EAB_USED')
})
