import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { csr } from './test-csr.ts'
import { identifiers, prove, testSandbox } from './test-sandbox.ts'

const now = new Date('2027-01-01T00:00:00Z')
const options = { honoursDates: true, validityDays: 10, clock: () => now }

test('a CA that honours them shows the dates of an order and certifies them', async () => {
  await using sandbox = await testSandbox(options)
  const client = await sandbox.registered()
  const dates = { notBefore: '2027-01-02T00:00:00Z', notAfter: '2027-01-05T00:00:00Z' }
  const payload = { ...identifiers('example.test'), ...dates }
  const { body } = await client.post(client.url('newOrder'), payload)
  await prove(sandbox, client, { body })
  const request = await csr(['example.test'])
  const { body: order } = await client.post(body.finalize, { csr: request.csr })
  const leaf = new X509Certificate((await client.post(order.certificate)).body)
  expect(order.notAfter).toBe('2027-01-05T00:00:00.000Z')
  expect([new Date(leaf.validFrom), new Date(leaf.validTo)]).toEqual([
    ...[new Date(dates.notBefore), new Date(dates.notAfter)],
  ])
})

test.each([
  { notAfter: '2027-02-01T00:00:00Z' },
  { notAfter: '2026-12-31T00:00:00Z' },
  { notAfter: 'tomorrow' },
  { notBefore: '2027-01-05T00:00:00Z', notAfter: '2027-01-05T00:00:00Z' },
])('the dates %j are malformed', async (dates) => {
  await using sandbox = await testSandbox(options)
  const client = await sandbox.registered()
  const reply = await client.post(client.url('newOrder'), {
    ...identifiers('example.test'),
    ...dates,
  })
  expect([reply.status, reply.body.type]).toEqual([400, 'urn:ietf:params:acme:error:malformed'])
})
