import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { csr } from './test-csr.ts'
import { identifiers, placeOrder, testSandbox } from './test-sandbox.ts'

test('an order for claimed names and names below them is born ready', async () => {
  await using sandbox = await testSandbox({ claims: ['example.test'] })
  const client = await sandbox.registered()
  const names = ['example.test', '*.example.test', 'a.b.example.test']
  const { body } = await placeOrder(client, ...names)
  const authorization = await client.post(body.authorizations[0])
  expect(body.status).toBe('ready')
  expect(authorization.body).toMatchObject({ status: 'valid', challenges: [{ status: 'valid' }] })
  const finalized = await client.post(body.finalize, { csr: (await csr(names)).csr })
  expect(finalized.body.status).toBe('valid')
})

test('a name that only ends like a claimed one is to be proved', async () => {
  await using sandbox = await testSandbox({ claims: ['example.test'] })
  const { body } = await placeOrder(await sandbox.registered(), 'example.test', 'notexample.test')
  expect(body.status).toBe('pending')
})

test('claims come and go while it runs', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  sandbox.ca.claims.add('example.test')
  const claimed = await placeOrder(client, 'www.example.test')
  sandbox.ca.claims.delete('example.test')
  const unclaimed = await placeOrder(client, 'www.example.test')
  expect([claimed.body.status, unclaimed.body.status]).toEqual(['ready', 'pending'])
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
])('the address %s is certified where it is claimed', async (address, canonical) => {
  await using sandbox = await testSandbox({
    takesAddresses: true,
    claims: [canonical, 'example.test'],
  })
  const client = await sandbox.registered()
  const { body } = await client.post(client.url('newOrder'), {
    identifiers: [{ type: 'ip', value: address }, ...identifiers('example.test').identifiers],
  })
  expect(body.identifiers[0]).toEqual({ type: 'ip', value: canonical })
  const request = await csr([canonical, 'example.test'])
  const finalized = await client.post(body.finalize, { csr: request.csr })
  const leaf = new X509Certificate((await client.post(finalized.body.certificate)).body)
  expect(leaf.checkIP(canonical)).toBe(canonical)
})

test.each([
  ['192.0.2.9', 'rejectedIdentifier'],
  ['example.test', 'malformed'],
])('the address %j is %s', async (value, type) => {
  await using sandbox = await testSandbox({ takesAddresses: true, claims: ['192.0.2.1'] })
  const client = await sandbox.registered()
  const reply = await client.post(client.url('newOrder'), { identifiers: [{ type: 'ip', value }] })
  expect(reply.body.type).toBe(`urn:ietf:params:acme:error:${type}`)
})
