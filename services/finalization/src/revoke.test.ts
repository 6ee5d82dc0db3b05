import { CertificateId, OrderId, RevokeByAccount, stamp, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { aProblem, fakeCa } from '@certwire/issuers'
import { expect, test } from 'vitest'
import { revoke } from './revoke.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const orderId = OrderId.parse('ord_1')
const certificateId = CertificateId.parse('crt_1')
const mark = { id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') }
const never = new AbortController().signal

/** What is said of the revocation of the certificate that is there, or of another, when the CA answers so. */
async function revoked(answer?: Error, id = certificateId, of = orderId) {
  // Nothing else of the document is read.
  const get = async (found: string) =>
    found === certificateId ? ({ orderId: of, chain: 'CHAIN' } as CertificateDocument) : undefined
  const { issuers, asked } = fakeCa({ revoke: [answer ?? (null as never)] })
  const deps = { issuers, certificates: { get }, clock: () => now, random: () => 0 }
  const data = { issuer: 'sandbox', certificateId: id, reason: 'superseded' as const }
  const said = await revoke(stamp(RevokeByAccount(orderId, data), mark), deps, never)
  return { said, asked }
}

test('the CA is asked with the account, and the answer is told', async () => {
  expect(await revoked()).toMatchObject({
    said: [{ type: 'certificate.revoked', data: { certificateId, reason: 'superseded' } }],
    asked: ['revoke CHAIN'],
  })
})

test('a CA that refuses is heard', async () => {
  expect((await revoked(aProblem('unauthorized', 403))).said).toMatchObject([
    { type: 'revocation.refused', data: { problem: { code: 'ERR_ACME_UNAUTHORIZED' } } },
  ])
})

test.each([
  ['is not here', CertificateId.parse('crt_2'), orderId],
  ['another order brought', certificateId, OrderId.parse('ord_2')],
])('a certificate that %s is not revoked', async (_, id, of) => {
  expect(await revoked(undefined, id, of)).toMatchObject({
    said: [{ type: 'revocation.refused', data: { problem: { code: 'ERR_CERTIFICATE_UNKNOWN' } } }],
    asked: [],
  })
})
