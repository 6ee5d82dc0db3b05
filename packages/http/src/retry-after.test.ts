import { expect, test } from 'vitest'
import { retryAfter } from './retry-after.ts'

const now = new Date('2026-11-24T12:00:00.000Z')

test.each([
  ['30', '2026-11-24T12:00:30.000Z'],
  ['0', '2026-11-24T12:00:00.000Z'],
  ['Tue, 24 Nov 2026 12:05:00 GMT', '2026-11-24T12:05:00.000Z'],
  ['Tue, 24 Nov 2020 12:05:00 GMT', '2026-11-24T12:00:00.000Z'],
  ['3000000', '2026-11-25T12:00:00.000Z'],
  ['99999999999999999999', '2026-11-25T12:00:00.000Z'],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j is %s', (header, expected) => {
  expect(retryAfter(header, now)?.toISOString()).toBe(expected)
})
