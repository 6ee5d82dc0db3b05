import { KeyObject, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TestKey } from './test-client.ts'
import { certified, placeOrder, prove, testSandbox } from './test-sandbox.ts'

function revocation(chain: { body: string }, reason?: unknown) {
  const certificate = new X509Certificate(chain.body).raw.toString('base64url')
  return { certificate, ...(reason !== undefined && { reason }) }
}

test('the account that got it revokes a certificate, once', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { chain } = await certified(sandbox, client, 'example.test')
  const first = await client.post(client.url('revokeCert'), revocation(chain, 4))
  const second = await client.post(client.url('revokeCert'), revocation(chain))
  expect([first.status, first.body]).toEqual([200, ''])
  expect(sandbox.ca.ledger.revoked).toMatchObject([{ reason: 4 }])
  expect(second.status).toBe(400)
  expect(second.body.type).toBe('urn:ietf:params:acme:error:alreadyRevoked')
})

test('the key of a certificate revokes it without an account', async () => {
  await using sandbox = await testSandbox()
  const { chain, keyPair } = await certified(sandbox, await sandbox.registered(), 'example.test')
  const jwk = KeyObject.from(keyPair.publicKey).export({ format: 'jwk' })
  const key: TestKey = { privateKey: KeyObject.from(keyPair.privateKey), jwk, alg: 'ES256' }
  const nobody = await sandbox.connect(key)
  const reply = await nobody.post(nobody.url('revokeCert'), revocation(chain, 1))
  expect(reply.status).toBe(200)
})

test('another account may once it has proven every name', async () => {
  await using sandbox = await testSandbox()
  const { chain } = await certified(sandbox, await sandbox.registered(), 'example.test')
  const heir = await sandbox.registered()
  const early = await heir.post(heir.url('revokeCert'), revocation(chain))
  await prove(sandbox, heir, await placeOrder(heir, 'example.test'))
  const late = await heir.post(heir.url('revokeCert'), revocation(chain))
  expect([early.status, late.status]).toEqual([403, 200])
})

test('a key that is neither is unauthorized', async () => {
  await using sandbox = await testSandbox()
  const { chain } = await certified(sandbox, await sandbox.registered(), 'example.test')
  const nobody = await sandbox.connect()
  const reply = await nobody.post(nobody.url('revokeCert'), revocation(chain))
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:unauthorized')
})

test.each([2, 6, 7, 8, 10, 11, -1, '1', null])('the reason %j is refused', async (reason) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { chain } = await certified(sandbox, client, 'example.test')
  const reply = await client.post(client.url('revokeCert'), revocation(chain, reason))
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:badRevocationReason')
})

test('a certificate of another CA is not found, and what is none is malformed', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const foreign = await client.post(
    client.url('revokeCert'),
    revocation({ body: sandbox.ca.tlsCaPem }),
  )
  const nothing = await client.post(client.url('revokeCert'), { certificate: 'AAAA' })
  expect([foreign.status, nothing.status]).toEqual([404, 400])
})
