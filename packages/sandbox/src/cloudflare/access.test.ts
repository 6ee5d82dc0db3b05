import { expect, test } from 'vitest'
import { at, cloudflare, refusal, zoneId } from './test-client.ts'

const otherId = 'b'.repeat(32)
const options = {
  zones: [
    { name: 'example.com', id: zoneId },
    { name: 'example.net', id: otherId },
  ],
  tokens: {
    good: {},
    old: { expired: true },
    one: { zones: [otherId] },
    writer: { permissions: ['dns:edit' as const] },
    reader: { permissions: ['zone:read' as const] },
  },
}

test.each([
  ['good', 200, 'active'],
  ['old', 200, 'expired'],
  ['unknown', 401, undefined],
])('a token is verified: %s', async (token, status, expected) => {
  const { call } = await cloudflare(options)

  const answer = await call('GET /user/tokens/verify', undefined, token)

  expect([answer.status, answer.body.result?.status]).toEqual([status, expected])
})

test.each([
  ['good', '200'],
  ['old', '401 10000'],
  ['unknown', '401 10000'],
  ['one', '403 10000'],
  ['writer', '200'],
  ['reader', '403 10000'],
  ['__proto__', '401 10000'],
  ['a b', '400 6003'],
])('records are written with dns:edit in the zone: %s', async (token, expected) => {
  const { vendor, call } = await cloudflare(options)

  const answer = await call('POST /zones/{id}/dns_records', at('www', 'one'), token)

  expect(answer.body.success ? '200' : refusal(answer)).toBe(expected)
  expect(vendor.records()).toHaveLength(expected === '200' ? 1 : 0)
})

test.each([
  ['good', ['example.com', 'example.net']],
  ['one', ['example.net']],
  ['reader', ['example.com', 'example.net']],
  ['writer', []],
])('a token sees the zones that it may read: %s', async (token, expected) => {
  const { call } = await cloudflare(options)

  const { body } = await call('GET /zones', undefined, token)

  expect(body.result.map(({ name }: { name: string }) => name)).toEqual(expected)
})

test.each([
  ['GET /zones', 'old', '403 9109'],
  ['GET /zones/{id}', 'writer', '403 9109'],
  ['GET /zones/{id}', 'one', '403 9109'],
  ['GET /zones/example.com', 'good', '404 7003'],
  [`GET /zones/${'c'.repeat(32)}`, 'good', '404 1003'],
  [`GET /zones/${'c'.repeat(32)}/dns_records`, 'good', '404 1003'],
  ['GET /zones/{id}/dnssec', 'good', '404 7000'],
  ['DELETE /zones/{id}', 'good', '405 7001'],
])('%s with the token %s is %s', async (operation, token, expected) => {
  const { call } = await cloudflare(options)

  expect(refusal(await call(operation, undefined, token))).toBe(expected)
})

test.each([
  [{}, '400 9106'],
  [{ authorization: 'good' }, '400 6003'],
  [{ authorization: 'Basic good' }, '400 6003'],
  [{ 'x-auth-email': 'a@example.com', 'x-auth-key': 'good' }, '403 9103'],
])('only a bearer token opens: %j', async (headers, expected) => {
  const { vendor } = await cloudflare(options)

  const response = await fetch(`${vendor.endpoint}/zones`, { headers })

  expect(response.status).toBe(Number(expected.slice(0, 3)))
  expect(await response.json()).toMatchObject({ errors: [{ code: Number(expected.slice(4)) }] })
})

test('an answer says how many requests are left', async () => {
  const { call } = await cloudflare({ ...options, limits: 'cloudflare' })

  const { headers } = await call('GET /zones')

  expect(headers.get('ratelimit')).toBe('"default";r=1199;t=300')
  expect(headers.get('ratelimit-policy')).toBe('"default";q=1200;w=300')
})
