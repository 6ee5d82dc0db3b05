import { expect, test } from 'vitest'
import { availableAt, type Bucket, emptyBucket, hold, left, settle, spend } from './bucket.ts'

const MINUTE = 60_000
const five = { count: 5, perMs: 50 * MINUTE }
const now = Date.parse('2026-11-24T12:00:00.000Z')
const holding = (who: string) => ({ who, weight: 1, until: now + MINUTE })

const spent = (times: number, from: Bucket = emptyBucket): Bucket =>
  times === 0 ? from : spent(times - 1, spend(from, 1, five, now))

test('a bucket is full at first, and its tokens flow back one by one', () => {
  const empty = spent(5)

  expect(left(emptyBucket, five, now)).toBe(5)
  expect(left(empty, five, now)).toBe(0)
  expect(left(empty, five, now + 10 * MINUTE + 5000)).toBe(1)
  expect(left(empty, five, now + 60 * MINUTE)).toBe(5)
})

test('a token flows back a few seconds late, for the CA counts when the request has arrived', () => {
  expect(availableAt(spent(5), 1, five, now)).toBe(now + 10 * MINUTE + 5000)
})

test('a bucket that is not used does not overflow', () => {
  const used = spend(emptyBucket, 1, five, now)
  const later = now + 24 * 60 * MINUTE

  expect(left(spend(used, 1, five, later), five, later)).toBe(3)
  expect(left(spend(used, 1, five, later), five, later + 5000)).toBe(4)
})

test('whoever wants more than the bucket holds waits for all of it', () => {
  expect(availableAt(emptyBucket, 9, five, now)).toBe(now)
  expect(availableAt(spend(emptyBucket, 9, five, now), 9, five, now)).toBe(now + 50 * MINUTE + 5000)
})

test('what is held is not there for others, and does not flow back', () => {
  const held = [...'abcde'].reduce((bucket, who) => hold(bucket, holding(who)), emptyBucket)

  expect(left(held, five, now)).toBe(0)
  expect(availableAt(held, 1, five, now + 60 * MINUTE)).toBe(now + 70 * MINUTE)
})

test('whoever holds already holds no more', () => {
  expect(hold(hold(emptyBucket, holding('a')), holding('a')).holds).toHaveLength(1)
})

test('what was held is spent when the CA has counted it, and free again when it has not', () => {
  const held = hold(emptyBucket, holding('a'))

  expect(left(settle(held, 'a', true, five, now), five, now + 5000)).toBe(4)
  expect(settle(held, 'a', false, five, now)).toEqual(emptyBucket)
})

test('what nobody holds is settled without a change', () => {
  expect(settle(emptyBucket, 'a', true, five, now)).toBe(emptyBucket)
})
