import { expect, test } from 'vitest'
import { requestLimit } from './request-limit.ts'

test('after 1,200 requests a token is blocked until five minutes are over, others are not', () => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const limit = requestLimit(() => new Date(now))
  for (let calls = 0; calls < 1200; calls += 1) limit('ours')

  now += 100_500
  const blocked = {
    status: 429,
    code: 971,
    headers: expect.objectContaining({ 'retry-after': '200' }),
  }
  expect(() => limit('ours')).toThrow(expect.objectContaining(blocked))
  expect(limit('theirs')).toMatchObject({ ratelimit: '"default";r=1199;t=300' })

  now += 199_500
  expect(limit('ours')).toMatchObject({ ratelimit: '"default";r=1199;t=300' })
})
