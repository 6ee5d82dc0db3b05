import { expect, test } from 'vitest'
import { accountLabel } from './method.ts'
import type { TestClient } from './test-client.ts'
import { placeOrder, testSandbox } from './test-sandbox.ts'

const challenges = ['dns-01', 'dns-account-01', 'dns-persist-01'] as const
const caaIdentities = ['ca.example']

async function offered(client: TestClient, name: string, type: string) {
  const { body } = await placeOrder(client, name)
  const authorization = (await client.post(body.authorizations[0])).body
  return authorization.challenges.find((each: { type: string }) => each.type === type)
}

test('the label of an account is the vector of the draft', () => {
  const label = accountLabel('https://example.com/acme/acct/ExampleAccount')
  expect(label).toBe('_ujmmovf2vn55tgye')
})

test('an authorization offers what it is told to, each by its own URL', async () => {
  await using sandbox = await testSandbox({ challenges, caaIdentities })
  const client = await sandbox.registered()
  const { body } = await placeOrder(client, 'example.test')
  const authorization = await client.post(body.authorizations[0])
  const types = authorization.body.challenges.map((each: { type: string }) => each.type)
  const urls = new Set(authorization.body.challenges.map((each: { url: string }) => each.url))
  expect([types, urls.size]).toEqual([challenges, 3])
})

test('dns-account-01 is proved below the label of its account', async () => {
  await using sandbox = await testSandbox({ challenges, caaIdentities })
  const client = await sandbox.registered()
  const challenge = await offered(client, 'example.test', 'dns-account-01')
  const name = `${accountLabel(String(client.kid))}._acme-challenge.example.test`
  sandbox.dns.add({ name, type: 'TXT', value: await client.txtValue(challenge.token) })
  expect((await client.post(challenge.url, {})).body.status).toBe('valid')
})

test('dns-persist-01 has no token, and is proved by a record that stays', async () => {
  await using sandbox = await testSandbox({ challenges, caaIdentities })
  const client = await sandbox.registered()
  const value = `ca.example; accounturi=${client.kid}`
  sandbox.dns.add({ name: '_validation-persist.example.test', type: 'TXT', value })
  const challenge = await offered(client, 'example.test', 'dns-persist-01')
  const wildcard = await offered(client, '*.example.test', 'dns-persist-01')
  expect(challenge).toMatchObject({ 'issuer-domain-names': caaIdentities, accounturi: client.kid })
  expect(challenge.token).toBeUndefined()
  expect((await client.post(challenge.url, {})).body.status).toBe('valid')
  expect((await client.post(wildcard.url, {})).body.status).toBe('invalid')
})

test('one challenge that fails is the end of its authorization', async () => {
  await using sandbox = await testSandbox({ challenges, caaIdentities })
  const client = await sandbox.registered()
  const { url, body } = await placeOrder(client, 'example.test')
  const authorization = (await client.post(body.authorizations[0])).body
  await client.post(authorization.challenges[1].url, {})
  const again = await client.post(authorization.challenges[0].url, {})
  expect([again.status, (await client.post(url)).body.status]).toEqual([400, 'invalid'])
})

test('a CA without a name of its own cannot offer dns-persist-01', async () => {
  await expect(testSandbox({ challenges })).rejects.toThrow(/caaIdentities/)
})
