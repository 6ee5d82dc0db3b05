import { FlattenedSign } from 'jose'
import { expect, test } from 'vitest'
import type { TestClient, TestKey } from './test-client.ts'
import { testKey } from './test-client.ts'
import { certified, testSandbox } from './test-sandbox.ts'

interface Inner {
  readonly header?: Record<string, unknown>
  readonly payload?: Record<string, unknown>
  readonly signer?: TestKey
}

function inner(client: TestClient, key: TestKey, { header, payload, signer = key }: Inner = {}) {
  const change = { account: client.kid, oldKey: client.key.jwk, ...payload }
  return new FlattenedSign(new TextEncoder().encode(JSON.stringify(change)))
    .setProtectedHeader({ alg: key.alg, jwk: key.jwk, url: client.url('keyChange'), ...header })
    .sign(signer.privateKey)
}

test('after a key change the new key signs for the account and the old one does not', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const next = testKey('ES384')
  const reply = await client.post(client.url('keyChange'), await inner(client, next))
  expect(reply.status).toBe(200)
  expect(reply.body.status).toBe('valid')
  const old = await client.post(String(client.kid))
  expect(old.status).toBe(400)
  client.key = next
  expect((await client.post(String(client.kid))).status).toBe(200)
  expect((await certified(sandbox, client, 'example.test')).chain.status).toBe(200)
})

test('a key that has an account already is a conflict, which names that account', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const other = await sandbox.registered()
  const reply = await client.post(client.url('keyChange'), await inner(client, other.key))
  expect(reply.status).toBe(409)
  expect(reply.headers.location).toBe(other.kid)
})

test.each<[string, Inner]>([
  ['is signed by another key', { signer: testKey() }],
  ['has a nonce', { header: { nonce: 'abc' } }],
  ['is meant for another url', { header: { url: 'https://ca.example/key-change' } }],
  ['names another account', { payload: { account: 'https://ca.example/account/1' } }],
  ['names another old key', { payload: { oldKey: testKey().jwk } }],
  ['names no old key', { payload: { account: undefined, oldKey: undefined } }],
])('an inner JWS that %s is malformed', async (_, bent) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const change = await inner(client, testKey(), bent)
  const reply = await client.post(client.url('keyChange'), change)
  expect(reply.status).toBe(400)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:malformed')
})
