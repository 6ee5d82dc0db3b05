import { TenantId } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { orderIdOf, requestDigest } from './order-id.ts'

const request = { names: ['a.example', 'b.example'], issuer: 'sandbox' }

test('an order is named by its tenant and its request, in a token', () => {
  const ids = [
    orderIdOf(TenantId.parse('a'), 'b.>\n*'),
    orderIdOf(TenantId.parse('a'), 'b.>\n*'),
    orderIdOf(TenantId.parse('b'), 'b.>\n*'),
  ]

  expect(ids[0]).toMatch(/^ord_[0-9a-f]{24}$/)
  expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false])
})

test.each([
  ['the order of the names', { ...request, names: ['b.example', 'a.example'] }],
  ['a name that is there twice', { ...request, names: ['a.example', 'b.example', 'a.example'] }],
  ['upper case', { ...request, names: ['A.example', 'B.Example'] }],
  ['the default said aloud', { ...request, key: 'p256' as const }],
])('%s makes no other request', (_, same) => {
  expect(requestDigest(same)).toBe(requestDigest(request))
})

test.each([
  ['another name', { ...request, names: ['a.example'] }],
  ['another issuer', { ...request, issuer: 'letsencrypt' }],
  ['another key', { ...request, key: 'p384' as const }],
  ['a CSR', { ...request, csr: 'CSR' }],
  ['names run together', { ...request, names: ['a.example,b.example'] }],
])('%s makes another request', (_, other) => {
  expect(requestDigest(other)).not.toBe(requestDigest(request))
})
