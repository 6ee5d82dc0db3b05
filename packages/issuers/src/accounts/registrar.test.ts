import { expect, test } from 'vitest'
import { codeOf, signal, stage } from '../desk/test-stage.ts'
import { LEASE_MS } from './registrar.ts'

/** The account as a process leaves it that died in the middle of its registration. */
async function interrupted() {
  const is = await stage()
  await (await is.desk()).register('ca', false, signal)
  const { url: _, ...kept } = (await is.account()) ?? expect.fail('there is no account')
  const registeringUntil = new Date(is.state.now + LEASE_MS).toISOString()
  await is.documents.replace({ ...kept, registeringUntil, version: kept.version + 1 })
  return is
}

test('of two processes that register at once one sends the EAB, and both have the account', async () => {
  const { issuers, ca } = await stage()
  const [one, other] = await Promise.all([issuers(), issuers()])

  const accounts = await Promise.all([one.register('ca', signal), other.register('ca', signal)])

  const [{ accountUrl } = { accountUrl: '' }] = ca.ledger.bindings
  expect(accounts.map((account) => account.accountUrl)).toEqual([accountUrl, accountUrl])
  const asked = ca.calls.filter(({ operation }) => operation === 'newAccount')
  // One look, and one account.
  expect([ca.ledger.bindings.length, asked.length]).toEqual([1, 2])
})

test('whoever is at it is waited for, but not for ever', async () => {
  const { issuers } = await interrupted()

  expect(await codeOf((await issuers()).register('ca', signal))).toBe('ERR_ACCOUNT_REGISTERING')
})

test('one that is gone is not waited for any longer than its lease, and its EAB is not sent again', async () => {
  const { issuers, ca, state } = await interrupted()
  state.now += LEASE_MS

  const { accountUrl } = await (await issuers()).register('ca', signal)

  expect(ca.ledger.bindings.map((one) => one.accountUrl)).toEqual([accountUrl])
  expect(ca.ledger.accounts).toBe(1)
})

test('a registration that fails lets the next one begin at once', async () => {
  const { issuers, ca } = await stage()
  ca.answerNext((response) => response.destroy(), { operation: 'newAccount' })

  const failed = await codeOf((await issuers()).register('ca', signal))
  const { accountUrl } = await (await issuers()).register('ca', signal)

  expect([failed, typeof accountUrl]).toEqual(['ERR_CA_UNREACHABLE', 'string'])
})

test('a reply that is lost costs no second EAB', async () => {
  const { issuers, ca } = await stage()
  const lose = async (response: { destroy(): unknown }, _: unknown, reply: () => unknown) => {
    await reply()
    response.destroy()
  }
  ca.answerNext(lose, { operation: 'newAccount', times: 2 })
  const lost = [
    await codeOf((await issuers()).register('ca', signal)),
    await codeOf((await issuers()).register('ca', signal)),
  ]

  const { accountUrl } = await (await issuers()).register('ca', signal)

  expect(lost).toEqual(['ERR_CA_UNREACHABLE', 'ERR_CA_UNREACHABLE'])
  expect(ca.ledger.bindings.map((one) => one.accountUrl)).toEqual([accountUrl])
})
