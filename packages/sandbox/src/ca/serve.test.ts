import { expect, test } from 'vitest'
import { startSandboxCa } from './start.ts'
import { createSandboxCaState } from './state.ts'
import { certified, testSandbox } from './test-sandbox.ts'

const jose = { 'content-type': 'application/jose+json' }

test('the directory names every resource', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  expect(Object.keys(client.directory)).toEqual([
    ...['newNonce', 'newAccount', 'newOrder', 'revokeCert', 'keyChange', 'renewalInfo', 'meta'],
  ])
  expect(client.directory.meta).toEqual({ externalAccountRequired: false })
})

test('the directory tells what CAA records call the CA, where it has such a name', async () => {
  await using sandbox = await testSandbox({ caaIdentities: ['ca.example'] })

  const { directory } = await sandbox.connect()

  expect(directory.meta).toEqual({
    ...{ externalAccountRequired: false, caaIdentities: ['ca.example'] },
  })
})

test('an unknown path is 404, a known one with the wrong method 405 that names the right one', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const unknown = await client.request('POST', `${client.url('newOrder')}s`, '{}', jose)
  const wrong = await client.request('GET', client.url('newOrder'))
  const posted = await client.request('POST', sandbox.ca.directoryUrl, '{}', jose)
  expect([unknown.status, wrong.status, posted.status]).toEqual([404, 405, 405])
  expect([wrong.headers.allow, posted.headers.allow]).toEqual(['POST', 'GET, HEAD'])
})

test('a body beyond the limit is 413, and the CA goes on', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const large = 'x'.repeat(129 * 1024)
  const reply = await client.request('POST', client.url('newOrder'), large, jose)
  expect(reply.status).toBe(413)
  expect((await client.post(String(client.kid))).status).toBe(200)
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '{"protected":"AA","payload":"","signature":"AA"}',
  '\u0000',
])('the body %j is malformed', async (body) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const reply = await client.request('POST', client.url('newAccount'), body, jose)
  expect(reply.status).toBe(400)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:malformed')
})

test('started from the same state it is the same CA, without the accounts', async () => {
  const state = JSON.parse(JSON.stringify(await createSandboxCaState()))
  await using first = await testSandbox({ state })
  await using second = await testSandbox({ state })
  const client = await first.registered()
  const { chain } = await certified(first, client, 'example.test')
  expect(chain.body).toContain(state.intermediate.certificate)
  expect(second.ca.rootPem).toBe(first.ca.rootPem)
  expect(second.ca.ledger.accounts).toBe(0)
})

test('a DNS server that is no ip:port is refused at the start', async () => {
  await expect(startSandboxCa({ dnsServers: ['localhost'] })).rejects.toThrow(/ip:port/)
})
