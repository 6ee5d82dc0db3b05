import { expect, test } from 'vitest'
import { newAccount } from './account.ts'
import { accountKey } from './account-key.ts'
import type { Ca } from './ca.ts'
import { forgetting } from './forget.ts'
import { newOrder } from './new-order.ts'
import { prepareCa } from './prepare-ca.ts'
import { createSandboxCaState } from './state.ts'
import { type TestClient, testKey } from './test-client.ts'
import { csr } from './test-csr.ts'
import { identifiers, placeOrder, readyOrder, testSandbox } from './test-sandbox.ts'

const day = 24 * 3600 * 1000
const state = await createSandboxCaState()
const key = await accountKey(testKey().jwk)

/** A CA without a server, with one account and a clock of its own, that forgets after each order. */
async function quietCa(keptOrders: number) {
  let now = Date.parse('2027-01-01T00:00:00Z')
  const around = { clock: () => new Date(now), signal: new AbortController().signal }
  const ca: Ca = prepareCa({ dnsServers: [] }, state, around)('https://ca.test')
  const request = (payload: object) => ({
    ...{ key, url: '', parameters: [], payload: Buffer.from(JSON.stringify(payload)) },
    ...{ address: '127.0.0.1', tooEarly: () => undefined, account: undefined },
  })
  await newAccount(ca, request({}))
  const account = [...ca.accounts.values()][0] ?? expect.fail('there is no account')
  const forget = forgetting(ca, keptOrders)
  /** Each of two names, so long after the one before. */
  const place = (count: number, everyMs: number) => {
    for (let at = 0; at < count; at++) {
      now += everyMs
      newOrder(ca, { ...request(identifiers(`${now}.test`, `*.${now}.test`)), account })
      forget()
    }
  }
  return { ca, account, place }
}

test('of very many orders that ran out the latest are kept, and nothing of the others', async () => {
  const { ca, account, place } = await quietCa(50)
  place(5000, day / 10)
  const latest = ca.ledger.orders.slice(-50).map(({ url }) => url.split('/').at(-1))
  expect(latest.filter((id) => !ca.orders.has(String(id)))).toEqual([])
  expect(Math.max(ca.orders.size, ca.ledger.orders.length)).toBeLessThanOrEqual(100)
  const { size } = ca.orders
  expect([account.orders.length, account.latest.size]).toEqual([size, size])
  expect(ca.authorizations.size).toBe(2 * size)
})

test('what is under way is kept, however many there are, and goes once it is over', async () => {
  const { ca, place } = await quietCa(10)
  place(10, day)
  place(100, 1)
  expect(ca.orders.size).toBe(110)
  place(100, day / 10)
  expect(ca.orders.size).toBeLessThanOrEqual(10 + 2 * 10)
})

/** A certificate without a proof: where it is, and where what it came from. */
async function certified(client: TestClient, name: string): Promise<string[]> {
  const { url, body } = await placeOrder(client, name)
  const finalized = await client.post(body.finalize, { csr: (await csr([name])).csr })
  return [url, body.authorizations[0], finalized.body.certificate]
}

test('a certificate goes with its order and the line of the ledger; the account stays', async () => {
  await using sandbox = await testSandbox({ claims: ['test'], keptOrders: 3 })
  const client = await sandbox.registered()
  const all: string[][] = []
  for (let at = 0; at < 9; at++) all.push(await certified(client, `${at}.test`))
  const statuses = (urls: string[]) =>
    Promise.all(urls.map(async (url) => (await client.post(url)).status))
  expect(await statuses(all.slice(0, 3).flat())).toEqual(Array(9).fill(404))
  expect(await statuses(all.slice(-3).flat())).toEqual(Array(9).fill(200))
  expect(sandbox.ca.ledger.issued.length).toBeLessThan(6)
})

test('what a later order relies on is kept', async () => {
  await using sandbox = await testSandbox({ reusesAuthorizations: true, keptOrders: 3 })
  const client = await sandbox.registered()
  const { body } = await readyOrder(sandbox, client, 'example.test')
  for (let at = 0; at < 9; at++) {
    const { body: later } = await placeOrder(client, 'example.test')
    await client.post(later.finalize, { csr: (await csr(['example.test'])).csr })
  }
  expect((await client.post(body.authorizations[0])).body.status).toBe('valid')
  expect((await placeOrder(client, 'example.test')).body.status).toBe('ready')
})
