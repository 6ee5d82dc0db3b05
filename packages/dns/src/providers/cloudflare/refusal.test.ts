import { expect, test } from 'vitest'
import { refusal } from './refusal.ts'

const now = new Date('2026-01-01T00:00:00Z')
const refused = (status: number, vendorCodes: number[], headers: Record<string, string> = {}) =>
  refusal({
    ...{ status, vendorCodes, now, headers: new Headers(headers) },
    ...{ where: 'cloudflare at api.example', quote: ': 1 No.', permission: 'Zone:DNS:Edit' },
  })

test.each([
  [400, [1004], 'REFUSED', false],
  [200, [], 'REFUSED', false],
  [400, [81057], 'REFUSED', false],
  [307, [], 'REFUSED', false],
  [404, [7003], 'ZONE', false],
  [400, [7003, 7000], 'ZONE', false],
  [400, [1001], 'ZONE', false],
  [404, [1003], 'ZONE', false],
  [403, [9109], 'AUTH', false],
  [400, [6003], 'AUTH', false],
  [403, [10_000], 'AUTH', false],
  [401, [1000], 'AUTH', false],
  [403, [12_345], 'AUTH', false],
  [429, [], 'THROTTLED', true],
  [200, [971], 'THROTTLED', true],
  [500, [10_000], 'UNREACHABLE', true],
  [503, [], 'UNREACHABLE', true],
])('%i with the codes %j is %s', (status, vendorCodes, code, retryable) => {
  const error = refused(status, vendorCodes)

  expect(error).toMatchObject({ code: `ERR_DNS_PROVIDER_${code}`, retryable, vendorCodes })
  expect(error.message).toMatch(/^cloudflare at api\.example answered \d+: 1 No\./)
})

test('who may not is told what permission it takes', () => {
  expect(refused(403, [10_000]).message).toContain('the permission Zone:DNS:Edit for this zone')
})

test.each([429, 503])('%i with Retry-After says when to come again', (status) => {
  expect(refused(status, [], { 'retry-after': '90' })).toMatchObject({
    ...{ code: 'ERR_DNS_PROVIDER_THROTTLED', retryAfter: new Date('2026-01-01T00:01:30Z') },
  })
})
