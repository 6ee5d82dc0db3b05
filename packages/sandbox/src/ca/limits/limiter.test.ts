import { expect, test } from 'vitest'
import { certified, identifiers, placeOrder, prove, testSandbox } from '../test-sandbox.ts'
import type { SandboxCaLimits } from './limits.ts'
import { letsencryptLimits } from './presets.ts'

const hour = 3600_000
const start = new Date('2026-11-28T12:00:00Z')

async function limited(limits: SandboxCaLimits) {
  let now = start
  const sandbox = await testSandbox({ limits, clock: () => now })
  const client = await sandbox.registered()
  return {
    ...{ sandbox, client },
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms)
    },
    order: (...names: string[]) => client.post(client.url('newOrder'), identifiers(...names)),
    fail: async (name: string) => {
      await prove(
        { ...sandbox, dns: { ...sandbox.dns, add: () => undefined } },
        client,
        await placeOrder(client, name),
      )
    },
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  }
}

const rateLimited = 'urn:ietf:params:acme:error:rateLimited'

test('beyond the orders of an account there is a 429 that says until when', async () => {
  await using on = await limited({ orders: { count: 2, perMs: 2 * hour } })
  await on.order('a.example.test')
  await on.order('b.example.test')
  const { status, body, headers } = await on.order('c.example.test')
  expect([status, body.type, headers['retry-after']]).toEqual([429, rateLimited, '3600'])
  expect(body.detail).toContain('retry after 2026-11-28 13:00:00 UTC')
  expect(headers.link).toContain('<https://ca.example/rate-limits>;rel="help"')
  on.pass(hour)
  expect((await on.order('c.example.test')).status).toBe(201)
})

test('certificates count for their registered domain, and for exactly their names', async () => {
  const bucket = { count: 1, perMs: hour }
  await using on = await limited({
    certificatesPerSet: bucket,
    certificatesPerDomain: { ...bucket, count: 2 },
  })
  await certified(on.sandbox, on.client, 'a.example.test')
  const same = await on.order('a.example.test')
  await certified(on.sandbox, on.client, 'b.example.test')
  const third = await on.order('*.c.example.test')
  expect((await on.order('elsewhere.test')).status).toBe(201)
  expect([same.status, third.status]).toEqual([429, 429])
  expect(same.body.detail).toContain('for exactly a.example.test')
  expect(third.body.detail).toContain('2 new certificates for example.test')
})

test('a renewal that ARI leads counts nowhere', async () => {
  const bucket = { count: 1, perMs: hour }
  await using on = await limited({ orders: bucket, certificatesPerSet: bucket })
  await certified(on.sandbox, on.client, 'example.test')
  const replaces = on.sandbox.ca.ledger.issued[0]?.certId
  const payload = { ...identifiers('example.test'), replaces }
  expect((await on.order('example.test')).status).toBe(429)
  expect((await on.client.post(on.client.url('newOrder'), payload)).status).toBe(201)
})

test('failed authorizations bar their name for their account alone', async () => {
  await using on = await limited({ failures: { count: 2, perMs: hour } })
  await on.fail('a.example.test')
  await on.fail('a.example.test')
  const barred = await on.order('b.example.test', 'a.example.test')
  const other = await on.sandbox.registered()
  expect([barred.status, barred.headers['retry-after']]).toEqual([429, '1800'])
  expect((await on.order('b.example.test')).status).toBe(201)
  expect((await placeOrder(other, 'a.example.test')).body.status).toBe('pending')
})

test('a name that fails on and on is paused until somebody unpauses it', async () => {
  await using on = await limited({ failuresToPause: 2 })
  await on.fail('example.test')
  await certified(on.sandbox, on.client, 'example.test')
  await on.fail('example.test')
  expect((await on.order('example.test')).status).toBe(201)
  await on.fail('example.test')
  const paused = await on.order('example.test')
  expect([paused.status, paused.headers['retry-after']]).toEqual([429, undefined])
  on.sandbox.ca.unpause()
  expect((await on.order('example.test')).status).toBe(201)
})

test('accounts count for the address they come from, found ones do not', async () => {
  await using on = await limited({ accounts: { count: 2, perMs: hour } })
  await on.sandbox.registered()
  const third = await on.sandbox.connect()
  expect((await third.register()).status).toBe(429)
  on.client.kid = undefined
  expect((await on.client.register()).status).toBe(200)
})

test('answered challenges count for their account', async () => {
  await using on = await limited({ challenges: { count: 1, perMs: hour } })
  const { body } = await placeOrder(on.client, 'a.example.test', 'b.example.test')
  const answers = []
  for (const url of body.authorizations) {
    const [challenge] = (await on.client.post(url)).body.challenges
    answers.push((await on.client.post(challenge.url, {})).status)
  }
  expect(answers).toEqual([200, 429])
})

test('too many requests at once are 503', async () => {
  await using on = await limited({ requests: { newNonce: { count: 2, perMs: 1000 } } })
  on.pass(1000)
  const get = () => on.client.request('HEAD', on.client.url('newNonce'))
  const replies = [await get(), await get(), await get()]
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 503])
  expect(replies[2]?.headers['retry-after']).toBe('1')
})

test('whoever asks again for what is short before its time is early', async () => {
  await using on = await limited({ orders: { count: 1, perMs: hour } })
  for (const name of ['a', 'b', 'c']) await on.order(`${name}.example.test`)
  on.pass(hour)
  await on.order('d.example.test')
  const orders = on.sandbox.ca.calls.filter(({ operation }) => operation === 'newOrder')
  expect(orders.map(({ status, early }) => [status, early ?? false])).toEqual([
    ...[
      [201, false],
      [429, false],
      [429, true],
      [201, false],
    ],
  ])
})

test("Let's Encrypt's limits let a client by that stays within them", async () => {
  await using on = await limited(letsencryptLimits)
  for (let set = 0; set < 5; set++) {
    await certified(on.sandbox, on.client, 'example.test')
    on.pass(1000)
  }
  const sixth = await on.order('example.test')
  expect([sixth.status, sixth.headers['retry-after']]).toEqual([429, `${33.6 * 3600 - 5}`])
})
