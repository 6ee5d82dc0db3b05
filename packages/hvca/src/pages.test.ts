import { hvcaRefusal } from '@certwire/sandbox'
import { expect, test } from 'vitest'
import { refusal, signal, stage } from './test-stage.ts'

const day = 86_400_000
const then = new Date('2026-12-24T12:00:00Z')

test('claims come whole, verified and pending, however many pages they have', async () => {
  const claims = Array.from({ length: 7 }, (_, index) => ({
    domain: `d${index}.example`,
    ...(index < 5
      ? { status: 'VERIFIED' as const, expiresAt: then, method: 'DNS' }
      : { status: 'PENDING' as const, assertBy: then }),
  }))
  const { hvca, asked } = await stage({ account: { claims }, largestPage: 2 })

  expect(await hvca.claims(signal)).toEqual({ items: claims, isWhole: true })
  expect(asked().filter((call) => call === 'GET /claims/domains ok').length).toBe(4)
})

test('certificates are those of the span', async () => {
  const at = (days: number) => new Date(then.getTime() + days * day)
  const issued = ['0A', '0B', '0C'].map((serial, index) => ({
    ...{ serial, notBefore: at(index), notAfter: at(index + 90) },
  }))
  const { hvca } = await stage({ account: { issued } })

  const { items } = await hvca.issued(at(1), at(2), signal)

  expect(items).toEqual([
    { ...issued[1], serial: 'B' },
    { ...issued[2], serial: 'C' },
  ])
})

test('a list that never ends is taken as far as its bound', async () => {
  const { hvca, stub } = await stage()
  stub.answerNext((response) => response.end('[{"serial_number":"0A"}]'), {
    operation: 'GET /stats/issued',
    times: 1000,
  })

  const { items, isWhole } = await hvca.issued(then, then, signal)

  expect([items.length, isWhole, items[0]]).toEqual([200, false, { serial: 'A' }])
})

test('one page that is refused refuses the list', async () => {
  const claims = [1, 2, 3].map((n) => ({ domain: `d${n}.example`, status: 'VERIFIED' as const }))
  const { hvca, stub } = await stage({ account: { claims }, largestPage: 2 })
  stub.answerNext(hvcaRefusal(429), { operation: 'GET /claims/domains' })

  expect((await refusal(hvca.claims(signal))).code).toBe('ERR_HVCA_RATE_LIMITED')
})
