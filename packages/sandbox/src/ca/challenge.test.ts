import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { TestClient } from './test-client.ts'
import { placeOrder, testSandbox } from './test-sandbox.ts'

async function firstAuthorization(client: TestClient, ...names: string[]) {
  const { url: order, body } = await placeOrder(client, ...names)
  const url = String(body.authorizations[0])
  const authorization = (await client.post(url)).body
  return { order, url, authorization, challenge: authorization.challenges[0] }
}

test('an authorization offers dns-01 alone, and drops the star of a wildcard', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { authorization } = await firstAuthorization(client, '*.example.test')
  expect(authorization).toMatchObject({
    status: 'pending',
    identifier: { type: 'dns', value: 'example.test' },
    wildcard: true,
    challenges: [
      { type: 'dns-01', status: 'pending', token: expect.stringMatching(/^[\w-]{43}$/) },
    ],
  })
})

test('with its record in place an answered challenge becomes valid', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { challenge, url, order } = await firstAuthorization(client, 'example.test')
  const value = await client.txtValue(challenge.token)
  sandbox.dns.add({ name: '_acme-challenge.example.test', type: 'TXT', value: 'of-another-order' })
  sandbox.dns.add({ name: '_acme-challenge.example.test', type: 'TXT', value })
  const answered = await client.post(challenge.url, {})
  expect(answered.headers.link).toContain(`<${url}>;rel="up"`)
  expect(answered.body).toMatchObject({ status: 'valid', validated: expect.any(String) })
  expect((await client.post(url)).body.status).toBe('valid')
  expect((await client.post(order)).body.status).toBe('ready')
})

test('the record may lie behind an alias', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { challenge } = await firstAuthorization(client, 'example.test')
  const alias = 'example.elsewhere.test'
  sandbox.dns.add({ name: '_acme-challenge.example.test', type: 'CNAME', value: alias })
  sandbox.dns.add({ name: alias, type: 'TXT', value: await client.txtValue(challenge.token) })
  expect((await client.post(challenge.url, {})).body.status).toBe('valid')
})

test('among more records than a datagram holds the right one is found', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { challenge } = await firstAuthorization(client, 'example.test')
  const name = '_acme-challenge.example.test'
  for (let index = 0; index < 60; index++) {
    sandbox.dns.add({ name, type: 'TXT', value: `${index}`.padEnd(43, '-') })
  }
  sandbox.dns.add({ name, type: 'TXT', value: await client.txtValue(challenge.token) })
  expect((await client.post(challenge.url, {})).body.status).toBe('valid')
})

test.each([
  ['no such name', [], 'dns'],
  ['another record only', [{ type: 'A', value: '127.0.0.1' }], 'unauthorized'],
  ['another value', [{ type: 'TXT', value: 'x' }], 'unauthorized'],
] as const)('with %s the challenge fails and the order with it', async (_, records, type) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { challenge, url, order } = await firstAuthorization(client, 'example.test')
  const name = '_acme-challenge.example.test'
  for (const record of records) sandbox.dns.add({ name, ...record })
  const answered = await client.post(challenge.url, {})
  expect(answered.body.status).toBe('invalid')
  expect(answered.body.error.type).toBe(`urn:ietf:params:acme:error:${type}`)
  expect((await client.post(url)).body.status).toBe('invalid')
  expect((await client.post(order)).body.status).toBe('invalid')
})

test('a POST-as-GET of a challenge is no answer to it', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { challenge } = await firstAuthorization(client, 'example.test')
  expect((await client.post(challenge.url)).body.status).toBe('pending')
})

test('while its name server is silent an answered challenge is processing, and when to look again is said', async () => {
  const silent = createSocket('udp4').bind(0, '127.0.0.1')
  await once(silent, 'listening')
  {
    await using sandbox = await testSandbox({ dnsServers: [`127.0.0.1:${silent.address().port}`] })
    const client = await sandbox.registered()
    const { challenge, url, order } = await firstAuthorization(client, 'example.test')
    const replies = [
      await client.post(challenge.url, {}),
      await client.post(challenge.url, {}),
      await client.post(url),
      await client.post(order),
    ]
    expect(replies.map(({ body }) => body.status)).toEqual([
      ...['processing', 'processing', 'pending', 'pending'],
    ])
    expect(replies.map(({ headers }) => headers['retry-after'])).toEqual(['1', '1', '1', '1'])
  }
  silent.close()
})

test('a server that refuses is passed over for the next one', async () => {
  await using other = await testSandbox()
  await using sandbox = await testSandbox({
    dnsServers: ['127.0.0.1:9', other.dns.address],
  })
  const client = await sandbox.registered()
  const { challenge } = await firstAuthorization(client, 'example.test')
  const value = await client.txtValue(challenge.token)
  other.dns.add({ name: '_acme-challenge.example.test', type: 'TXT', value })
  expect((await client.post(challenge.url, {})).body.status).toBe('valid')
})

test('a deactivated authorization takes no answer and spoils its order', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { challenge, url, order } = await firstAuthorization(client, 'example.test')
  const deactivated = await client.post(url, { status: 'deactivated' })
  expect(deactivated.body.status).toBe('deactivated')
  expect((await client.post(challenge.url, {})).status).toBe(400)
  expect((await client.post(order)).body.status).toBe('invalid')
})
