import { expect, test } from 'vitest'
import { instant } from './instant.ts'

const now = new Date('2026-11-24T12:00:00.000Z')

test.each([
  ['90s', '2026-11-24T11:58:30.000Z'],
  ['15m', '2026-11-24T11:45:00.000Z'],
  ['6h', '2026-11-24T06:00:00.000Z'],
  ['2d', '2026-11-22T12:00:00.000Z'],
  ['2026-11-24T12:00:00+01:00', '2026-11-24T11:00:00.000Z'],
  ['2026-11-24', '2026-11-24T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(instant(text, now)).toBe(expected)
})

test.each(['', 'lately', '15', '15w', '-5m', '1.5h', '9999999d'])('%j is neither', (text) => {
  expect(() => instant(text, now)).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }))
})
