import { expect, test } from 'vitest'
import { keptAt, keptSince, stamps } from './kept-at.ts'

const noon = Date.parse('2026-11-24T12:00:00.000Z')

test('a microsecond later is later as text', () => {
  const instants = [0, 1, 999, 1000, 1_000_000].map((micros) => keptAt(noon * 1000 + micros))

  expect(instants).toEqual([...instants].sort())
  expect(instants[1]).toBe('2026-11-24T12:00:00.000001Z')
})

test.each([
  ['2026-11-24T12:00:00Z', '2026-11-24T12:00:00.000000Z'],
  ['2026-11-24T13:00:00.5+01:00', '2026-11-24T12:00:00.500000Z'],
  ['2026-11-24T12:00:00.000123Z', '2026-11-24T12:00:00.000000Z'],
])('%s begins at %s', (given, begins) => {
  expect(keptSince(given)).toBe(begins)
})

test('a process never gives the same instant twice, not even when its clock goes back', () => {
  const clock = [noon, noon, noon - 1000, noon + 1]
  const { take } = stamps(() => new Date(clock.shift() ?? 0))

  const taken = [take(), take(), take(), take()]

  expect(taken).toEqual([...new Set(taken)].sort())
})

test('the horizon is the first instant that is not settled', () => {
  const { take, settle, horizon } = stamps(() => new Date(noon))
  const [first, second] = [take(), take()]

  settle(second)
  const before = horizon()
  settle(first)

  expect([before, horizon() > second]).toEqual([first, true])
})
