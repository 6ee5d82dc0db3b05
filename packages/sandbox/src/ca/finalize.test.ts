import { createPublicKey, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { testKey } from './test-client.ts'
import { csr } from './test-csr.ts'
import { certified, placeOrder, readyOrder, testSandbox } from './test-sandbox.ts'

const names = ['example.test', '*.example.test']

test('a ready order with its CSR becomes valid and has a certificate', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, ...names)
  const reply = await client.post(order.body.finalize, { csr: (await csr(names)).csr })
  expect(reply.status).toBe(200)
  expect(reply.headers.location).toBe(order.url)
  expect(reply.body).toMatchObject({ status: 'valid', certificate: expect.any(String) })
  const { issued, finalizations } = sandbox.ca.ledger
  expect(issued).toMatchObject([{ names, orderUrl: order.url }])
  expect(finalizations).toEqual([{ orderUrl: order.url }])
})

test('the ledger knows the serial number and the key of what was issued', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const { chain } = await certified(sandbox, client, ...names)
  const leaf = new X509Certificate(chain.body)
  const spki = leaf.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  expect(sandbox.ca.ledger.issued).toMatchObject([{ serial: leaf.serialNumber, spki }])
})

test.each(['P-256', 'P-384', 'RSA-2048'] as const)('a key %s is certified', async (kind) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, 'example.test')
  const request = await csr(['example.test'], kind)
  const { body } = await client.post(order.body.finalize, { csr: request.csr })
  const leaf = new X509Certificate((await client.post(body.certificate)).body)
  const spki = await crypto.subtle.exportKey('spki', request.keyPair.publicKey)
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  expect(leaf.publicKey.equals(key)).toBe(true)
})

test.each<[string, () => Promise<string>]>([
  ['a name less', async () => (await csr(['example.test'])).csr],
  ['a name more', async () => (await csr([...names, 'www.example.test'])).csr],
  ['a signature over SHA-1', async () => (await csr(names, 'RSA-2048', undefined, 'SHA-1')).csr],
  ['a key on P-521', async () => (await csr(names, 'P-521')).csr],
  ['an RSA key of 1024 bits', async () => (await csr(names, 'RSA-1024')).csr],
  ['a signature that is not its own', async () => spoilt((await csr(names)).csr)],
  ['nothing in it', async () => 'MAA'],
])('a CSR with %s is a badCSR, and the order stays ready', async (_, refused) => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, ...names)
  const reply = await client.post(order.body.finalize, { csr: await refused() })
  expect(reply.status).toBe(400)
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:badCSR')
  expect((await client.post(order.url)).body.status).toBe('ready')
  const again = await client.post(order.body.finalize, { csr: (await csr(names)).csr })
  expect(again.body.status).toBe('valid')
})

test('the key of the account is not certified', async () => {
  await using sandbox = await testSandbox()
  const key = testKey()
  const client = await sandbox.registered(key)
  const order = await readyOrder(sandbox, client, 'example.test')
  const request = await csr(['example.test'], 'P-256', key.privateKey)
  const reply = await client.post(order.body.finalize, { csr: request.csr })
  expect(reply.body.type).toBe('urn:ietf:params:acme:error:badCSR')
})

test('an order that is pending or valid already is not ready', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const pending = await placeOrder(client, 'example.test')
  const { order } = await certified(sandbox, client, 'www.example.test')
  const request = await csr(['www.example.test'])
  for (const { body } of [pending, order]) {
    const reply = await client.post(body.finalize, { csr: request.csr })
    expect(reply.status).toBe(403)
    expect(reply.body.type).toBe('urn:ietf:params:acme:error:orderNotReady')
  }
})

test('of two finalizations at once one issues and the other finds the order not ready', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  const order = await readyOrder(sandbox, client, 'example.test')
  const request = await csr(['example.test'])
  const replies = await Promise.all(
    [1, 2].map(() => client.post(order.body.finalize, { csr: request.csr })),
  )
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 403])
  expect(sandbox.ca.ledger.issued).toHaveLength(1)
})

function spoilt(request: string): string {
  const der = Buffer.from(request, 'base64url')
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1)
  return der.toString('base64url')
}
