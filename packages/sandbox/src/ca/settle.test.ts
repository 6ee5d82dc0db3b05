import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { SandboxCaOptions } from './options.ts'
import type { TestClient } from './test-client.ts'
import { csr } from './test-csr.ts'
import { placeOrder, prove, readyOrder, type TestSandbox, testSandbox } from './test-sandbox.ts'

const hour = 3600_000
const names = ['example.test']

/** A CA whose clock the test moves. */
async function timed(options: Partial<SandboxCaOptions> = {}) {
  let now = new Date('2027-01-01T00:00:00Z')
  const sandbox = await testSandbox({ clock: () => now, ...options })
  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms)
  }
  return { sandbox, pass, [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose]() }
}

async function finalized(sandbox: TestSandbox, client: TestClient) {
  const order = await readyOrder(sandbox, client, ...names)
  const reply = await client.post(order.body.finalize, { csr: (await csr(names)).csr })
  return { url: order.url, reply }
}

test('an order is processing for the time it was told, and issued as of then', async () => {
  await using on = await timed({ processingMs: 72 * hour })
  const client = await on.sandbox.registered()
  const { url, reply } = await finalized(on.sandbox, client)
  on.pass(72 * hour - 60_000)
  const early = await client.post(url)
  on.pass(120_000)
  const late = await client.post(url)
  const leaf = new X509Certificate((await client.post(late.body.certificate)).body)
  expect([reply.body.status, early.body.status, late.body.status]).toEqual([
    'processing',
    'processing',
    'valid',
  ])
  expect([reply.headers['retry-after'], early.headers['retry-after']]).toEqual(['3600', '60'])
  expect(new Date(early.body.expires) > new Date('2027-01-04T00:00:00Z')).toBe(true)
  expect(new Date(leaf.validFrom)).toEqual(new Date('2027-01-03T23:00:00Z'))
  expect(on.sandbox.ca.ledger.issued).toMatchObject([{ at: new Date('2027-01-04T00:00:00Z') }])
})

test('with Infinity an order waits for its release', async () => {
  await using on = await timed()
  on.sandbox.ca.processingFor(Number.POSITIVE_INFINITY)
  const client = await on.sandbox.registered()
  const { url } = await finalized(on.sandbox, client)
  on.pass(1000 * hour)
  expect((await client.post(url)).body.status).toBe('processing')
  await on.sandbox.ca.release(url)
  expect((await client.post(url)).body.status).toBe('valid')
})

test('one order takes longer than the others', async () => {
  await using on = await timed()
  const client = await on.sandbox.registered()
  const slow = await readyOrder(on.sandbox, client, ...names)
  on.sandbox.ca.processingFor(hour, slow.url)
  const reply = await client.post(slow.body.finalize, { csr: (await csr(names)).csr })
  const quick = await finalized(on.sandbox, client)
  expect([reply.body.status, quick.reply.body.status]).toEqual(['processing', 'valid'])
})

test('finalized again while it is processing an order is not ready, and issued once', async () => {
  await using on = await timed({ processingMs: hour })
  const client = await on.sandbox.registered()
  const { url } = await finalized(on.sandbox, client)
  const again = await client.post(`${url}/finalize`, { csr: (await csr(names)).csr })
  on.pass(hour)
  await Promise.all([client.post(url), client.post(url)])
  expect(again.body.type).toBe('urn:ietf:params:acme:error:orderNotReady')
  expect(on.sandbox.ca.ledger.issued).toHaveLength(1)
})

test('a challenge is processing for a set time, with an error that decides nothing', async () => {
  await using on = await timed()
  const error = { type: 'dns', detail: 'not seen yet' } as const
  on.sandbox.ca.validatingFor(hour, error)
  const client = await on.sandbox.registered()
  const order = await placeOrder(client, ...names)
  await prove(on.sandbox, client, order)
  const [url] = order.body.authorizations
  const { body, headers } = await client.post(url)
  expect(body).toMatchObject({
    status: 'pending',
    challenges: [{ status: 'processing', error: { detail: 'not seen yet' } }],
  })
  expect([headers['retry-after'], (await client.post(order.url)).headers['retry-after']]).toEqual([
    '3600',
    '3600',
  ])
  on.pass(hour)
  const done = await client.post(url)
  expect(done.body.challenges[0].error).toBeUndefined()
  expect([done.body.status, (await client.post(order.url)).body.status]).toEqual(['valid', 'ready'])
})

test('the next validations fail as they are told', async () => {
  await using on = await timed()
  on.sandbox.ca.failNext({ type: 'caa', status: 403, detail: 'forbidden' })
  const client = await on.sandbox.registered()
  const order = await readyOrder(on.sandbox, client, ...names)
  const { body } = await client.post(order.body.authorizations[0])
  const error = { type: 'urn:ietf:params:acme:error:caa', detail: 'forbidden', status: 403 }
  expect(body).toMatchObject({ status: 'invalid', challenges: [{ error }] })
  expect((await finalized(on.sandbox, client)).reply.body.status).toBe('valid')
})
