import { randomBytes } from 'node:crypto'
import { createSandboxCaState, startSandboxCa } from '@certwire/sandbox'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { sqliteStore } from '@certwire/store'
import { expect, onTestFinished, test } from 'vitest'
import { accountIdOf, accounts } from './accounts/account-documents.ts'
import { connectIssuers, type Issuer } from './issuers.ts'

const signal = new AbortController().signal
const state = createSandboxCaState()
const hmacKey = Buffer.alloc(32, 7).toString('base64url')
const eab = { kid: 'kid-1', hmacKey: Secret.of(hmacKey) }
const usedUp = { ...eab, kid: 'used up' }

const startCa = async (port = 0) =>
  startSandboxCa({ dnsServers: [], state: await state, eab: { [eab.kid]: hmacKey }, port })

/** A CA that wants EAB, and a store. `connect` is another process each time. */
async function stage() {
  const ca = await startCa()
  onTestFinished(() => ca.close())
  const store = await sqliteStore({ file: ':memory:' })
  const sealer = createSealer([localKek(randomBytes(32))])
  const connect = async (binding = eab) => {
    const { directoryUrl: directory, tlsCaPem: tlsCa } = ca
    const own = { directory, tlsCa, eab: binding, propagation: 'all' as const }
    const issuer = { name: 'ca', contact: [], origins: [], ...own }
    const config = { issuers: { ca: issuer }, defaultIssuer: 'ca' }
    const issuers = await connectIssuers({ config, store, sealer, clock: () => new Date() })
    onTestFinished(issuers.close)
    return issuers
  }
  const documents = await store.open(accounts)
  const account = () => documents.get(accountIdOf('ca', ca.directoryUrl))
  return { ca, connect, documents, account }
}

const place = ({ acme }: Issuer) => acme.newOrder(['a.example'], signal)

test('the account is registered by whoever places first, and found by all others', async () => {
  const { ca, connect } = await stage()
  await (await connect()).register('ca', signal)

  const order = await place(await (await connect(usedUp)).open('ca'))

  expect(order).toMatchObject({ status: 'pending' })
  expect(ca.ledger.accounts).toBe(1)
})

test('orders that come together register it once', async () => {
  const { ca, connect, account } = await stage()
  const issuers = await connect()

  const all = await Promise.all([1, 2, 3].map(() => issuers.register('ca', signal)))

  expect([new Set(all).size, ca.ledger.accounts]).toEqual([1, 1])
  expect(await account()).toMatchObject({ version: 3 })
})

test('a crash before its URL was kept costs no second EAB', async () => {
  const { ca, connect, documents, account } = await stage()
  await (await connect()).register('ca', signal)
  const { url, ...kept } = (await account()) ?? expect.fail('there is no account')
  await documents.delete(kept._id)
  await documents.insert({ ...kept, version: 1 })

  const order = await place(await (await connect(usedUp)).register('ca', signal))

  expect(order).toMatchObject({ status: 'pending' })
  expect([ca.ledger.accounts, (await account())?.url]).toEqual([1, url])
})

test('an account that the CA forgot is registered again, with the same key', async () => {
  const { ca, connect, account } = await stage()
  const issuers = await connect()
  const { digest } = await issuers.register('ca', signal)
  await ca.close()
  const again = await startCa(Number(new URL(ca.directoryUrl).port))
  onTestFinished(() => again.close())

  const forgotten = await place(await issuers.open('ca')).catch(({ code }) => code)
  const issuer = await issuers.reregister('ca', signal)

  expect(forgotten).toBe('ERR_ACME_ACCOUNT_DOES_NOT_EXIST')
  expect(await place(issuer)).toMatchObject({ status: 'pending' })
  expect(issuer.digest('token')).toBe(digest('token'))
  expect(await account()).toMatchObject({ version: 5 })
})

test('nobody but who registers may wait for it: without an account there is none yet', async () => {
  const { connect } = await stage()

  const opened = (await connect()).open('ca')

  await expect(opened).rejects.toMatchObject({ code: 'ERR_ACCOUNT_MISSING', retryable: true })
})

test.each(['nobody', 'constructor'])('%s is no issuer', async (name) => {
  const { connect } = await stage()

  const opened = (await connect()).open(name)

  await expect(opened).rejects.toMatchObject({ code: 'ERR_ISSUER_UNKNOWN', retryable: false })
})
