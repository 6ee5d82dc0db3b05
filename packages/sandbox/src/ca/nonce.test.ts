import { expect, test } from 'vitest'
import { testSandbox } from './test-sandbox.ts'

test('HEAD of newNonce is 200, GET is 204, and both bring a nonce that must not be stored', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const head = await client.request('HEAD', client.url('newNonce'))
  const get = await client.request('GET', client.url('newNonce'))
  expect([head.status, get.status]).toEqual([200, 204])
  for (const { headers } of [head, get]) {
    expect(headers['replay-nonce']).toMatch(/^[A-Za-z0-9_-]{16,}$/)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers.link).toContain(`<${sandbox.ca.directoryUrl}>;rel="index"`)
  }
})

test('a nonce is good once, and the refusal brings the next one', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const nonce = await client.nonce()
  const first = await client.post(client.url('newAccount'), {}, { header: { nonce } })
  const second = await client.post(client.url('newAccount'), {}, { header: { nonce } })
  expect([first.status, second.status]).toEqual([201, 400])
  expect(second.body.type).toBe('urn:ietf:params:acme:error:badNonce')
  const fresh = second.headers['replay-nonce']
  const third = await client.post(client.url('newAccount'), {}, { header: { nonce: fresh } })
  expect(third.status).toBe(200)
})

test('a request without a nonce is badNonce, one with a nonce that is no base64url malformed', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const without = await client.post(client.url('newAccount'), {}, { header: { nonce: undefined } })
  const odd = await client.post(client.url('newAccount'), {}, { header: { nonce: 'a+b=' } })
  expect(without.body.type).toBe('urn:ietf:params:acme:error:badNonce')
  expect(odd.body.type).toBe('urn:ietf:params:acme:error:malformed')
})

test('a nonce is spent even if the signature does not hold', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const stranger = await sandbox.connect()
  const nonce = await client.nonce()
  const key = stranger.key.privateKey
  const forged = await client.post(client.url('newAccount'), {}, { header: { nonce }, key })
  const honest = await client.post(client.url('newAccount'), {}, { header: { nonce } })
  expect(forged.body.type).toBe('urn:ietf:params:acme:error:malformed')
  expect(honest.body.type).toBe('urn:ietf:params:acme:error:badNonce')
})
