import { expect, test } from 'vitest'
import { pacing } from './pacing.ts'

test('the first change of a zone does not wait', () => {
  expect(pacing().delayMs(0)).toBe(0)
})

test('under load each waits twice as long as the one before, up to the longest', () => {
  const pace = pacing()
  const gaps: number[] = []
  for (let now = 0; gaps.length < 6; now += pace.delayMs(now)) {
    pace.sent(now, 1000)
    gaps.push(pace.delayMs(now))
  }

  expect(gaps).toEqual([100, 200, 400, 800, 1000, 1000])
})

test('after a rest it begins anew', () => {
  const pace = pacing()
  for (const now of [0, 100, 300]) pace.sent(now, 1000)

  pace.sent(5000, 1000)

  expect(pace.delayMs(5000)).toBe(100)
})

test('where changes cost nothing none waits', () => {
  const pace = pacing()
  for (const now of [0, 1, 2]) pace.sent(now, 0)

  expect(pace.delayMs(2)).toBe(0)
})
