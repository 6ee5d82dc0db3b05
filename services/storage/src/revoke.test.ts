import {
  CertificateRevoked,
  OrderId,
  RevokeByCertificate,
  StoreCertificate,
  stamp,
} from '@certwire/contracts'
import { aProblem } from '@certwire/issuers'
import { expect, test } from 'vitest'
import { prepare } from './prepare.ts'
import { markRevoked, revoke } from './revoke.ts'
import { store } from './store.ts'
import { certify, mark, names, now, orderId, stage, toPrepare } from './test-stage.ts'

const never = new AbortController().signal
const [issuer, reason] = ['ca', 'keyCompromise'] as const

/** A certificate that is stored, with its key or with one that its requester has, and what the CA hears of it. */
async function having({ ownKey = true, refuses = false } = {}) {
  const at = await stage()
  const [prepared] = await prepare(toPrepare(), at)
  const csr = prepared?.data.csr ?? ''
  const generation = ownKey ? 1 : 2
  const chain = await certify(csr)
  const stored = await store(
    stamp(StoreCertificate(orderId, { generation, issuer, names, csr, chain }), mark),
    at,
  )
  const asked: { issuer: string; type: string | undefined; reason: number | undefined }[] = []
  const revokeByKey: Parameters<typeof revoke>[1]['revokeByKey'] = async (to, _, by) => {
    asked.push({ issuer: to, type: by.key.asymmetricKeyType, reason: by.reason })
    if (refuses) throw aProblem('unauthorized', 403)
  }
  const [said] = stored
  if (said?.type !== 'certificate.stored') throw new Error('what was certified is stored')
  const { certificateId } = said.data.certificate
  const command = (of: OrderId) => RevokeByCertificate(of, { issuer, certificateId, reason })
  const deps = { ...at, revokeByKey, random: () => 0 }
  const say = (of = orderId) => revoke(stamp(command(of), mark), deps, never)
  return { at, asked, certificateId, say }
}

test('the certificate of another order is not revoked', async () => {
  const { asked, say } = await having()

  expect(await say(OrderId.parse('ord_other'))).toMatchObject([{ type: 'revocation.refused' }])
  expect(asked).toEqual([])
})

test('a certificate is revoked with its own key', async () => {
  const { asked, certificateId, say } = await having()

  expect(await say()).toEqual([CertificateRevoked(orderId, { certificateId, reason })])
  expect(asked).toEqual([{ issuer, type: 'ec', reason: 1 }])
})

test('a CA that refuses is heard', async () => {
  const { say } = await having({ refuses: true })

  expect(await say()).toMatchObject([
    { type: 'revocation.refused', data: { problem: { code: 'ERR_ACME_UNAUTHORIZED' } } },
  ])
})

test('without the key nothing is asked', async () => {
  const { asked, say } = await having({ ownKey: false })

  expect(await say()).toMatchObject([
    { type: 'revocation.refused', data: { problem: { code: 'ERR_CERTIFICATE_KEY' } } },
  ])
  expect(asked).toEqual([])
})

test('a certificate that is revoked is marked, once', async () => {
  const { at, certificateId } = await having()
  const heard = (why: 'keyCompromise' | 'superseded') =>
    markRevoked(stamp(CertificateRevoked(orderId, { certificateId, reason: why }), mark), at)

  const first = await heard('keyCompromise')

  expect(first).toMatchObject([
    { type: 'revocation.stored', data: { certificateId, reason, revokedAt: now.toISOString() } },
  ])
  expect(await heard('superseded')).toEqual(first)
  expect(await at.certificates.get(certificateId)).toMatchObject({
    ...{ version: 2, revoked: { at: now.toISOString(), reason } },
  })
})

test('what another order says of it marks nothing', async () => {
  const { at, certificateId } = await having()
  const foreign = CertificateRevoked(OrderId.parse('ord_2'), { certificateId, reason })

  expect(await markRevoked(stamp(foreign, mark), at)).toEqual([])
  expect(await at.certificates.get(certificateId)).not.toHaveProperty('revoked')
})
