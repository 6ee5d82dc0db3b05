import { CertificateId, DnsName, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { type Incoming, type Order, transition } from '@certwire/domain'
import { expect, test } from 'vitest'
import { now, orderOf, stage } from '../test-stage.ts'

const names = [DnsName.parse('a.example.test')]
const certificateId = CertificateId.parse('crt_1')
const dates = { notBefore: now.toISOString(), notAfter: '2027-02-22T12:00:00.000Z' }
const facts = { certificateId, serial: '01', subject: 'CN=a', issuerName: 'CN=CA', ...dates }
const placed = {
  ...{ generation: 1, orderUrl: 'https://ca.example/1', finalizeUrl: 'https://ca.example/1/f' },
  challenges: [],
}
const answers: Incoming[] = [
  { type: 'order.placed', data: placed },
  { type: 'csr.prepared', data: { generation: 1, csr: 'CSR' } },
  { type: 'certificate.issued', data: { generation: 1, chain: 'CHAIN' } },
  { type: 'certificate.stored', data: { generation: 1, certificate: facts } },
]
const after = (messages: readonly Incoming[]): Order =>
  messages.reduce((so, message) => transition(so, message, now), orderOf('ord_1', { names }))
const issued = after(answers)
const asked = { reason: 'superseded' as const, key: 'account' as const }
const revoking = after([...answers, { type: 'cert.revoked', data: asked }])
const revokedAt = '2026-11-24T12:00:01.000Z'
const done = { certificateId, reason: 'superseded' as const, revokedAt }
const revoked = after([
  ...[...answers, { type: 'cert.revoked' as const, data: asked }],
  { type: 'revocation.stored', data: done },
])

async function having(order: Order, more: Partial<CertificateDocument> = { keyId: 'ord_1.1' }) {
  const at = await stage()
  await at.orders.insert(order)
  await at.certificates.insert({
    ...{ _id: certificateId, version: 1, tenantId: TenantId.parse('default'), orderId: order._id },
    ...{ issuer: 'sandbox', names, facts, chain: 'CHAIN', notAfter: dates.notAfter },
    ...{ createdAt: dates.notBefore, ...more },
  })
  return at
}

test.each([
  [undefined, { reason: 'unspecified', key: 'account' }],
  [{ reason: 'superseded' }, { reason: 'superseded', key: 'account' }],
  [{ key: 'certificate' }, { reason: 'unspecified', key: 'certificate' }],
])('a revocation with %j is handed to the order', async (body, data) => {
  const { post, published } = await having(issued)

  const answer = await post('/certificates/crt_1/revoke', body)

  expect(answer).toMatchObject({ status: 202, body: { orderId: 'ord_1' } })
  expect(published).toMatchObject([{ subject: 'cert.revoked.default' }])
  expect(JSON.parse(published[0]?.body ?? '')).toMatchObject({ orderid: 'ord_1', data })
})

test.each([
  ['is to be revoked', revoking, { reason: 'superseded' }],
  ['is revoked', revoked, { reason: 'superseded', at: revokedAt }],
])('what %s is not revoked twice, and says so', async (_, order, revocation) => {
  const { get, post, published } = await having(order)

  expect((await post('/certificates/crt_1/revoke')).status).toBe(202)
  expect(published).toEqual([])
  expect((await get('/orders/ord_1')).body).toMatchObject({ revocation, certificate: facts })
})

test('an order says why its certificate was not revoked', async () => {
  const problem = {
    ...{ code: 'ERR_TEST', reason: 'No.', actor: 'operator' as const, remedy: 'None.' },
    retryable: false,
  }
  const refused = transition(revoking, { type: 'revocation.refused', data: { problem } }, now)
  const { get } = await having(refused)

  expect((await get('/orders/ord_1')).body).toMatchObject({ phase: 'issued', problem })
})

test('a certificate that is marked as revoked shows it', async () => {
  const mark = { at: revokedAt, reason: 'superseded' as const }
  const { get } = await having(revoked, { revoked: mark })

  expect((await get('/certificates/crt_1')).body).toMatchObject({ revoked: mark })
})

test.each([
  ['whose order is not issued yet', after(answers.slice(0, 3)), {}, 409, 'ERR_ORDER_NOT_ISSUED'],
  ['for no reason that there is', issued, { reason: 'boredom' }, 400, 'ERR_HTTP_INVALID'],
])('a certificate %s is not revoked', async (_, order, body, status, code) => {
  const { post, published } = await having(order)

  expect(await post('/certificates/crt_1/revoke', body)).toMatchObject({ status, body: { code } })
  expect(published).toEqual([])
})

test('a key that is not here revokes nothing', async () => {
  const { post } = await having(issued, {})

  expect(await post('/certificates/crt_1/revoke', { key: 'certificate' })).toMatchObject({
    ...{ status: 409, body: { code: 'ERR_CERTIFICATE_KEY' } },
  })
})

test('an order whose certificate is being revoked cannot be cancelled', async () => {
  const { post } = await having(revoking)

  expect(await post('/orders/ord_1/cancel')).toMatchObject({
    ...{ status: 409, body: { code: 'ERR_ORDER_FINISHED' } },
  })
})
