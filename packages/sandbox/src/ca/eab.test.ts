import { expect, test } from 'vitest'
import type { Bent } from './test-binding.ts'
import { binding, eab } from './test-binding.ts'
import type { TestClient } from './test-client.ts'
import { testKey } from './test-client.ts'
import { testSandbox } from './test-sandbox.ts'

test('an account that is bound shows the binding, and the directory asks for one', async () => {
  await using sandbox = await testSandbox({ eab })
  const client = await sandbox.connect()
  const externalAccountBinding = await binding(client)
  const reply = await client.register({ externalAccountBinding })
  expect(client.directory.meta).toEqual({ externalAccountRequired: true })
  expect(reply.status).toBe(201)
  expect(reply.body.externalAccountBinding).toEqual(externalAccountBinding)
})

test('without a binding there is no account', async () => {
  await using sandbox = await testSandbox({ eab })
  const client = await sandbox.connect()
  const reply = await client.register()
  expect(reply.status).toBe(403)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:externalAccountRequired')
})

test('an existing account is found without a binding', async () => {
  await using sandbox = await testSandbox({ eab })
  const client = await sandbox.connect()
  await client.register({ externalAccountBinding: await binding(client) })
  client.kid = undefined
  const reply = await client.register({ onlyReturnExisting: true })
  expect(reply.status).toBe(200)
})

test.each<[string, number, string, Bent]>([
  ['an unknown kid', 403, 'unauthorized', { header: { kid: 'kid-2' } }],
  ['a kid named like a property of objects', 403, 'unauthorized', { header: { kid: '__proto__' } }],
  ['another secret', 403, 'unauthorized', { secret: Buffer.alloc(32, 8) }],
  [
    'another algorithm',
    400,
    'badSignatureAlgorithm',
    { header: { alg: 'HS512' }, secret: Buffer.alloc(64, 7) },
  ],
  ['a nonce', 400, 'malformed', { header: { nonce: 'abc' } }],
  ['another url', 400, 'malformed', { header: { url: 'https://ca.example/new-account' } }],
  ['another key', 400, 'malformed', { jwk: testKey().jwk }],
  ['no key', 400, 'badPublicKey', { jwk: [] }],
])('a binding with %s is refused with %i %s', async (_, status, type, bent) => {
  await using sandbox = await testSandbox({ eab })
  const client = await sandbox.connect()
  const reply = await client.register({ externalAccountBinding: await binding(client, bent) })
  expect(reply.status).toBe(status)
  expect(reply.body.type).toBe(`urn:ietf:params:acme:error:${type}`)
  expect(sandbox.ca.ledger.accounts).toBe(0)
})

const bound = async (client: TestClient) =>
  client.register({ externalAccountBinding: await binding(client) })

test('a binding for one account refuses a second key, and finds the first again', async () => {
  const single = { 'kid-1': { key: eab['kid-1'], isSingleUse: true } }
  await using sandbox = await testSandbox({ eab: single })
  const first = await sandbox.connect()
  const second = await sandbox.connect()
  const { status } = await bound(first)
  const { status: refused, body } = await bound(second)
  first.kid = undefined
  expect([status, refused, (await bound(first)).status]).toEqual([201, 403, 200])
  expect(body.detail).toContain('has been used')
  expect(sandbox.ca.ledger.bindings).toEqual([{ kid: 'kid-1', accountUrl: first.kid }])
})

test('of two keys at once one is bound', async () => {
  const single = { 'kid-1': { key: eab['kid-1'], isSingleUse: true } }
  await using sandbox = await testSandbox({ eab: single })
  const clients = await Promise.all([sandbox.connect(), sandbox.connect()])
  const replies = await Promise.all(clients.map(bound))
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 403])
})

test('a binding expires', async () => {
  let now = new Date('2027-01-01T00:00:00Z')
  const expires = new Date('2027-01-08T00:00:00Z')
  const week = { 'kid-1': { key: eab['kid-1'], expires } }
  await using sandbox = await testSandbox({ eab: week, clock: () => now })
  expect((await bound(await sandbox.connect())).status).toBe(201)
  now = expires
  const late = await bound(await sandbox.connect())
  expect([late.status, late.body.detail]).toEqual([403, 'the binding has expired'])
})

test('a MAC over the text of the key is recognised', async () => {
  await using sandbox = await testSandbox({ eab })
  const client = await sandbox.connect()
  const text = Buffer.from(eab['kid-1'])
  const reply = await client.register({
    externalAccountBinding: await binding(client, { secret: text }),
  })
  expect([reply.status, reply.body.detail]).toEqual([
    403,
    expect.stringContaining('decoded from base64url first'),
  ])
})
