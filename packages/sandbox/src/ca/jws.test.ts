import { expect, test } from 'vitest'
import type { Bent } from './test-client.ts'
import { testKey } from './test-client.ts'
import { testSandbox } from './test-sandbox.ts'

const stranger = testKey()

test.each(['ES256', 'ES384', 'RS256', 'EdDSA'] as const)(
  'a key for %s may have an account',
  async (alg) => {
    await using sandbox = await testSandbox()
    const client = await sandbox.connect(testKey(alg))
    expect((await client.register()).status).toBe(201)
  },
)

test.each<[string, number, string, Bent]>([
  ['the url of another resource', 401, 'unauthorized', { header: { url: 'https://127.0.0.1/x' } }],
  ['both jwk and kid', 400, 'malformed', { header: { jwk: stranger.jwk } }],
  ['neither jwk nor kid', 400, 'malformed', { header: { kid: undefined } }],
  [
    'an unknown kid',
    400,
    'accountDoesNotExist',
    { header: { kid: 'https://127.0.0.1/account/1' } },
  ],
  ['the signature of another key', 400, 'malformed', { key: stranger.privateKey }],
  [
    'a jwk where a kid is due',
    400,
    'malformed',
    { header: { kid: undefined, jwk: stranger.jwk }, key: stranger.privateKey },
  ],
  ['another content type', 415, 'malformed', { contentType: 'application/json' }],
])('a request with %s is refused with %i %s', async (_, status, type, bent) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const reply = await client.post(client.url('newOrder'), {}, bent)
  expect(reply.status).toBe(status)
  expect(reply.body.type).toBe(`urn:ietf:params:acme:error:${type}`)
  expect(reply.headers['content-type']).toBe('application/problem+json')
  expect(reply.headers['replay-nonce']).toBeDefined()
})

test('an algorithm that the key does not sign with is named with those that the CA takes', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const jws = await client.sign(client.url('newAccount'), {})
  const header = JSON.parse(Buffer.from(jws.protected ?? '', 'base64url').toString())
  const bent = Buffer.from(JSON.stringify({ ...header, alg: 'HS256' })).toString('base64url')
  const reply = await client.request(
    'POST',
    client.url('newAccount'),
    JSON.stringify({ ...jws, protected: bent }),
    { 'content-type': 'application/jose+json' },
  )
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:badSignatureAlgorithm')
  expect(reply.body.algorithms).toContain('ES256')
})

test.each<[string, () => object]>([
  ['RSA with 1024 bits', () => testKey('RS256', 1024).jwk],
  ['a private key', () => stranger.privateKey.export({ format: 'jwk' })],
  ['a point that is not on the curve', () => ({ ...stranger.jwk, y: stranger.jwk.x })],
  ['a symmetric key', () => ({ kty: 'oct', k: 'AAAA' })],
])('the key %s is a badPublicKey', async (_, jwk) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const reply = await client.post(client.url('newAccount'), {}, { header: { jwk: jwk() } })
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:badPublicKey')
})

test.each<[string, (jws: Record<string, unknown>) => unknown]>([
  ['an unprotected header', (jws) => ({ ...jws, header: { alg: 'none' } })],
  ['several signatures', ({ payload, ...rest }) => ({ payload, signatures: [rest] })],
  ['padding', (jws) => ({ ...jws, payload: `${jws.payload}==` })],
  ['no signature', ({ payload, ...rest }) => ({ payload, protected: rest.protected })],
  ['a list instead of an object', (jws) => [jws]],
])('a JWS with %s is malformed', async (_, bend) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const url = client.url('newAccount')
  const jws = await client.sign(url, { contact: [] })
  const headers = { 'content-type': 'application/jose+json' }
  const reply = await client.request('POST', url, JSON.stringify(bend({ ...jws })), headers)
  expect(reply.status).toBe(400)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:malformed')
})

test('a body in chunks is read like any other', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const reply = await client.post(client.url('newAccount'), {}, { chunked: true })
  expect(reply.status).toBe(201)
})

test('a critical header is not understood, hence malformed', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.connect()
  const jws = await client.sign(client.url('newAccount'), {})
  const header = JSON.parse(Buffer.from(jws.protected ?? '', 'base64url').toString())
  const critical = { ...header, crit: ['b64'], b64: true }
  const bent = Buffer.from(JSON.stringify(critical)).toString('base64url')
  const body = JSON.stringify({ ...jws, protected: bent })
  const headers = { 'content-type': 'application/jose+json' }
  const reply = await client.request('POST', client.url('newAccount'), body, headers)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:malformed')
})
