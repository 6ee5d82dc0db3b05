import { expect, test } from 'vitest'
import { backoff, MOST_ATTEMPTS } from './backoff.ts'

const attempts = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, index) => index + 1)
const sum = (random: number) =>
  attempts.reduce((total, attempt) => total + backoff(attempt, () => random), 0)

test('delays double up to half a minute', () => {
  expect([1, 2, 3, 7, 8, 9, 1000].map((attempt) => backoff(attempt, () => 1))).toEqual([
    250, 500, 1000, 16_000, 30_000, 30_000, 30_000,
  ])
})

test('half of a delay is chance', () => {
  expect([0, 0.5, 1].map((random) => backoff(4, () => random))).toEqual([1000, 1500, 2000])
})

test('trouble is final after one to three minutes', () => {
  expect(sum(0)).toBeGreaterThan(60_000)
  expect(sum(1)).toBeLessThan(180_000)
})
