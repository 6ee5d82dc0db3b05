import { CertificateId, OrderId, RevokeByAccount, stamp, TenantId } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { aProblem } from './fake-ca.ts'
import { revocation } from './revocation.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const orderId = OrderId.parse('ord_1')
const certificateId = CertificateId.parse('crt_1')
const mark = { id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') }
const chance = { clock: () => now, random: () => 0 }
const never = new AbortController().signal

/** What is said of a revocation, and the reasons that the CA was told, when it answers so. */
async function told(reason: 'unspecified' | 'superseded', answers: (Error | undefined)[] = []) {
  const data = { issuer: 'sandbox', certificateId, reason }
  const codes: (number | undefined)[] = []
  const ask = async (code: number | undefined) => {
    codes.push(code)
    const answer = answers.shift()
    if (answer) throw answer
  }
  const message = stamp(RevokeByAccount(orderId, data), mark)
  const [said] = await revocation(message, ask, chance, never)
  return { codes, type: said?.type, data: said?.data }
}

test('the CA is told the reason by its code, and none where there is none', async () => {
  expect(await told('superseded')).toEqual({
    ...{ codes: [4], type: 'certificate.revoked' },
    data: { certificateId, reason: 'superseded' },
  })
  expect(await told('unspecified')).toMatchObject({ codes: [undefined] })
})

test('a reason that the CA does not take is left out', async () => {
  expect(await told('superseded', [aProblem('badRevocationReason')])).toEqual({
    ...{ codes: [4, undefined], type: 'certificate.revoked' },
    data: { certificateId, reason: 'unspecified' },
  })
})

test('what passes is put off', async () => {
  expect(await told('unspecified', [aProblem('serverInternal', 503)])).toMatchObject({
    ...{ type: 'revocation.deferred', data: { problem: { code: 'ERR_ACME_SERVER_INTERNAL' } } },
  })
})

test.each(['unauthorized', 'badRevocationReason'])('%s is a refusal', async (kind) => {
  const answers = [aProblem(kind, 403), aProblem(kind, 403)]

  expect(await told('unspecified', answers)).toMatchObject({
    ...{ codes: [undefined], type: 'revocation.refused' },
    data: { problem: { actor: 'operator', retryable: false } },
  })
})

test('whoever has to stop says nothing', async () => {
  const stopped = AbortSignal.abort(new Error('stop'))
  const data = { issuer: 'sandbox', certificateId, reason: 'unspecified' as const }
  const ask = () => Promise.reject(aProblem('unauthorized'))

  const said = revocation(stamp(RevokeByAccount(orderId, data), mark), ask, chance, stopped)

  await expect(said).rejects.toThrow('stop')
})
