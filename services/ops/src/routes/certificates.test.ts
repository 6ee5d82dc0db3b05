import { CertificateId, DnsName, OrderId, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

function certificate(label: string, orderId = 'ord_1'): CertificateDocument {
  const _id = CertificateId.parse(`crt_${label}`)
  const dates = { notBefore: '2026-11-24T12:00:00.000Z', notAfter: '2027-02-22T12:00:00.000Z' }
  return {
    ...{ _id, version: 1, tenantId: TenantId.parse('default'), orderId: OrderId.parse(orderId) },
    ...{ keyId: 'ord_1.1', issuer: 'sandbox', names: [DnsName.parse('a.example.test')] },
    facts: { certificateId: _id, serial: '01', subject: 'CN=a', issuerName: 'CN=CA', ...dates },
    ...{ chain: 'CHAIN', root: 'ROOT', notAfter: dates.notAfter },
    createdAt: '2026-11-24T12:00:00.000Z',
  }
}

async function having(...documents: CertificateDocument[]) {
  const at = await stage()
  for (const document of documents) await at.certificates.insert(document)
  return at
}
const idsOf = (body: Record<string, unknown>) =>
  (body.certificates as { id: string }[]).map(({ id }) => id)

test('a certificate is shown with its facts and its chain, and without its key', async () => {
  const { get } = await having(certificate('1'))

  expect((await get('/certificates/crt_1')).body).toEqual({
    ...{ id: 'crt_1', tenant: 'default', orderId: 'ord_1', issuer: 'sandbox', chain: 'CHAIN' },
    ...{ names: ['a.example.test'], serial: '01', subject: 'CN=a', issuerName: 'CN=CA' },
    ...{ notBefore: '2026-11-24T12:00:00.000Z', notAfter: '2027-02-22T12:00:00.000Z' },
  })
})

test('pages lead through all of them, the newest first', async () => {
  const { get } = await having(...['1', '2', '3'].map((label) => certificate(label)))

  const first = await get('/certificates?limit=2')
  const second = await get(`/certificates?limit=2&before=${first.body.next}`)

  expect([idsOf(first.body), idsOf(second.body)]).toEqual([['crt_3', 'crt_2'], ['crt_1']])
})

test('those of one order are found by it', async () => {
  const { get } = await having(certificate('1'), certificate('2', 'ord_2'))

  expect(idsOf((await get('/certificates?order=ord_2')).body)).toEqual(['crt_2'])
})

test.each(['/certificates/crt_9', '/certificates/..%2F..', '/certificates?before=crt_9'])(
  '%s is a problem',
  async (path) => {
    const { get } = await having()

    expect(await get(path)).toMatchObject({
      status: 404,
      body: { code: 'ERR_CERTIFICATE_UNKNOWN', remedy: expect.any(String) },
    })
  },
)
