import { expect, test } from 'vitest'
import { badIssuers, badWishes } from './asked.ts'
import { now } from './fixtures.ts'

const known = ['sandbox', 'other']

test.each([
  [['sandbox'], undefined],
  [['other', 'sandbox'], undefined],
  [['nobody'], 'ERR_ISSUER_UNKNOWN'],
  [['sandbox', 'nobody'], 'ERR_ISSUER_UNKNOWN'],
  [['sandbox', 'sandbox'], 'ERR_ISSUER_TWICE'],
])('of the issuers %j comes %s', (asked, code) => {
  expect(badIssuers(asked, known)?.code).toBe(code)
})

test('the issuers that are there are told, but not a thousand of them', () => {
  const many = Array.from({ length: 1000 }, (_, at) => `issuer-${at}`)

  expect(badIssuers(['nobody'], many)?.reason).toMatch(/issuer-19, …\.$/)
})

test.each([
  [{}, undefined],
  [{ notBefore: '2026-11-24T11:30:00.000Z' }, undefined],
  [{ notBefore: '2026-11-25T12:00:00Z', notAfter: '2026-11-25T12:00:01Z' }, undefined],
  [{ notAfter: '2026-11-24T12:00:00.001Z' }, undefined],
  [{ notBefore: '2026-11-24T10:59:59.999Z' }, 'ERR_DATES_PAST'],
  [{ notAfter: '2026-11-24T12:00:00.000Z' }, 'ERR_DATES_PAST'],
  [{ notBefore: '2026-11-26T00:00:00Z', notAfter: '2026-11-26T00:00:00Z' }, 'ERR_DATES_ORDER'],
])('of the dates %j comes %s', (wishes, code) => {
  expect(badWishes(wishes, now)?.code).toBe(code)
})
