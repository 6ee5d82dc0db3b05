import { expect, test } from 'vitest'
import { paced } from './pace.ts'

const rate = { perSecond: 20, burst: 10 }
const now = 1_000_000

/** How long each of so many requests waits that are made at once. */
function waits(count: number): number[] {
  let last = 0
  return Array.from({ length: count }, () => {
    const next = paced(last, rate, now)
    last = next.last
    return next.waitMs
  })
}

test('a burst leaves at once, and the others follow at four fifths of what the CA allows', () => {
  expect(waits(11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 63, 125, 188])
})

test('the burst is there again after a pause', () => {
  const { waitMs } = paced(now + 10_000, rate, now + 11_000)

  expect(waitMs).toBe(0)
})
