import { FlattenedSign } from 'jose'
import { expect, test } from 'vitest'
import type { TestClient } from './test-client.ts'
import { testKey } from './test-client.ts'
import { testSandbox } from './test-sandbox.ts'

const secret = Buffer.alloc(32, 7)
const eab = { 'kid-1': secret.toString('base64url') }

interface Binding {
  readonly header?: Record<string, unknown>
  readonly secret?: Buffer
  readonly jwk?: object
}

function binding(client: TestClient, { header, jwk, ...bent }: Binding = {}) {
  const url = client.url('newAccount')
  return new FlattenedSign(new TextEncoder().encode(JSON.stringify(jwk ?? client.key.jwk)))
    .setProtectedHeader({ alg: 'HS256', kid: 'kid-1', url, ...header })
    .sign(bent.secret ?? secret)
}

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

test.each<[string, number, string, Binding]>([
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
