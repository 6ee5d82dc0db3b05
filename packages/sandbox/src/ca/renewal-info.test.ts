import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TestClient } from './test-client.ts'
import {
  certified,
  identifiers,
  placeOrder,
  type TestSandbox,
  testSandbox,
} from './test-sandbox.ts'

const day = 24 * 3600 * 1000

async function info(client: TestClient, id: string) {
  return await client.request('GET', `${client.url('renewalInfo')}/${id}`)
}

/** A client with a certificate, and the certificate's id. */
async function certifiedId(sandbox: TestSandbox, ...names: string[]) {
  const client = await sandbox.registered()
  const { chain, order } = await certified(sandbox, client, ...names)
  const id = String(sandbox.ca.ledger.issued.at(-1)?.certId)
  const replace = (...others: string[]) =>
    client.post(client.url('newOrder'), { ...identifiers(...others), replaces: id })
  return { client, id, leaf: new X509Certificate(chain.body), order, replace }
}

test('the id is the key identifier of the issuer and the serial number', async () => {
  await using sandbox = await testSandbox()
  const { id, leaf } = await certifiedId(sandbox, 'example.test')
  const [issuer = '', serial = ''] = id.split('.')
  expect(Buffer.from(serial, 'base64url').toString('hex').toUpperCase()).toBe(leaf.serialNumber)
  expect(leaf.raw.includes(Buffer.from(issuer, 'base64url'))).toBe(true)
})

test.each([
  [90, 60],
  [6, 3],
])('a certificate of %i days is to be renewed about day %i', async (validityDays, expected) => {
  const now = new Date('2027-01-01T01:00:00Z')
  await using sandbox = await testSandbox({ validityDays, clock: () => now })
  const { client, id } = await certifiedId(sandbox, 'example.test')
  const { status, body, headers } = await info(client, id)
  const ideal = new Date('2027-01-01T00:00:00Z').getTime() + expected * day
  const [start, end] = [new Date(body.suggestedWindow.start), new Date(body.suggestedWindow.end)]
  expect([status, headers['retry-after'], headers['replay-nonce']]).toEqual([
    200,
    '21600',
    undefined,
  ])
  expect((start.getTime() + end.getTime()) / 2).toBeCloseTo(ideal, -4)
  expect(end.getTime() - start.getTime()).toBeCloseTo((validityDays * day) / 50, -4)
})

test('a test moves the window of one certificate or of all, and says why', async () => {
  await using sandbox = await testSandbox()
  const one = await certifiedId(sandbox, 'a.example.test')
  const other = await certifiedId(sandbox, 'b.example.test')
  const past = { start: new Date('2020-01-01T00:00:00Z'), end: new Date('2020-01-02T00:00:00Z') }
  const future = { start: new Date('2040-01-01T00:00:00Z'), end: new Date('2040-01-02T00:00:00Z') }
  const explanationURL = 'https://ca.example/incident'
  sandbox.ca.setRenewalInfo('all', { ...past, explanationURL })
  sandbox.ca.setRenewalInfo(other.leaf.serialNumber, future)
  expect((await info(one.client, one.id)).body).toEqual({
    ...{ suggestedWindow: JSON.parse(JSON.stringify(past)), explanationURL },
  })
  expect((await info(other.client, other.id)).body.suggestedWindow.start).toBe(
    '2040-01-01T00:00:00.000Z',
  )
})

test('a revoked certificate is to be renewed at once', async () => {
  await using sandbox = await testSandbox()
  const { client, id, leaf } = await certifiedId(sandbox, 'example.test')
  await client.post(client.url('revokeCert'), { certificate: leaf.raw.toString('base64url') })
  const { body } = await info(client, id)
  expect(new Date(body.suggestedWindow.end).getTime()).toBeLessThan(Date.now())
})

test('an unknown id is 404, one that is none is malformed, and without ARI there is nothing', async () => {
  await using sandbox = await testSandbox()
  await using without = await testSandbox({ renewalInfo: false })
  const client = await sandbox.connect()
  const unknown = await info(client, 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE')
  const broken = await info(client, 'x')
  const { directory } = await without.connect()
  expect([unknown.status, broken.status, directory.renewalInfo]).toEqual([404, 400, undefined])
})

test('an order shows what it replaces, and no other may replace the same', async () => {
  await using sandbox = await testSandbox()
  const { id, replace } = await certifiedId(sandbox, 'example.test')
  const first = await replace('example.test', 'www.example.test')
  const second = await replace('example.test')
  expect([first.status, first.body.replaces]).toEqual([201, id])
  expect(second.status).toBe(409)
  expect(second.body.type).toBe('urn:ietf:params:acme:error:alreadyReplaced')
})

test('after a successor that became invalid there may be another', async () => {
  await using sandbox = await testSandbox()
  const { client, replace } = await certifiedId(sandbox, 'example.test')
  const first = await replace('example.test')
  await client.post(first.body.authorizations[0], { status: 'deactivated' })
  expect((await replace('example.test')).status).toBe(201)
})

test('a successor has a name of the certificate, and its account', async () => {
  await using sandbox = await testSandbox()
  const { id, replace } = await certifiedId(sandbox, 'example.test')
  const stranger = await sandbox.registered()
  const payload = { ...identifiers('example.test'), replaces: id }
  const foreign = await stranger.post(stranger.url('newOrder'), payload)
  expect([(await replace('www.example.test')).status, foreign.status]).toEqual([400, 403])
})

test('a CA without ARI does not look at what an order replaces', async () => {
  await using sandbox = await testSandbox({ renewalInfo: false })
  const client = await sandbox.registered()
  const payload = { ...identifiers('example.test'), replaces: 'whatever' }
  const { status, body } = await client.post(client.url('newOrder'), payload)
  expect([status, body.replaces]).toEqual([201, undefined])
  expect((await placeOrder(client, 'example.test')).body.status).toBe('pending')
})
