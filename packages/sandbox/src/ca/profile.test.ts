import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { letsencryptProfiles } from './profile.ts'
import type { TestClient } from './test-client.ts'
import { csr } from './test-csr.ts'
import { identifiers, prove, testSandbox } from './test-sandbox.ts'

const order = (client: TestClient, profile?: string, ...names: string[]) =>
  client.post(client.url('newOrder'), { ...identifiers('example.test', ...names), profile })

test('the directory describes the profiles, and an order shows its own', async () => {
  await using sandbox = await testSandbox({ profiles: letsencryptProfiles })
  const client = await sandbox.registered()
  const { meta } = JSON.parse(JSON.stringify(client.directory))
  expect(Object.keys(meta.profiles)).toEqual(['classic', 'tlsserver', 'shortlived'])
  expect((await order(client, 'shortlived')).body.profile).toBe('shortlived')
  expect((await order(client)).body.profile).toBe('classic')
})

test('the certificate is valid as long as its profile says', async () => {
  await using sandbox = await testSandbox({ profiles: letsencryptProfiles })
  const client = await sandbox.registered()
  const { body } = await order(client, 'shortlived')
  await prove(sandbox, client, { body })
  const request = await csr(['example.test'])
  const finalized = await client.post(body.finalize, { csr: request.csr })
  const leaf = new X509Certificate((await client.post(finalized.body.certificate)).body)
  expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBe(160 * 3600_000 - 1000)
})

test.each(['unknown', '__proto__', ''])('the profile %j is invalid', async (name) => {
  await using sandbox = await testSandbox({ profiles: letsencryptProfiles })
  const { status, body } = await order(await sandbox.registered(), name)
  expect([status, body.type]).toEqual([400, 'urn:ietf:params:acme:error:invalidProfile'])
})

test('a profile bounds the names of an order', async () => {
  const profiles = { few: { description: 'two', validityHours: 24, maxNames: 2 } }
  await using sandbox = await testSandbox({ profiles })
  const client = await sandbox.registered()
  const [a, b] = ['a.example.test', 'b.example.test']
  const replies = [await order(client, 'few', a), await order(client, 'few', a, b)]
  expect(replies.map(({ status }) => status)).toEqual([201, 400])
})

test('a CA without profiles does not look at one', async () => {
  await using sandbox = await testSandbox()
  const { status, body } = await order(await sandbox.registered(), 'whatever')
  expect([status, body.profile]).toEqual([201, undefined])
})
