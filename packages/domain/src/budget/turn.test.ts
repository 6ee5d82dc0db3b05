import { expect, test } from 'vitest'
import { type Bucket, emptyBucket, settle } from './bucket.ts'
import { giveBack, take } from './turn.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const now = Date.parse('2026-11-24T12:00:00.000Z')
const two = { count: 2, perMs: 2 * MINUTE }

const want = (who: string, tenant = 'a', since = now) => ({ who, tenant, since, weight: 1 })

/** A bucket that many asked for, in this order, and when each was told to come. */
function asked(wants: readonly ReturnType<typeof want>[], at = now, from: Bucket = emptyBucket) {
  let bucket = from
  const told = wants.map((one) => {
    const turn = take(bucket, 'orders', one, two, at)
    bucket = turn.bucket
    return turn.until === undefined ? 'now' : Math.round((turn.until - at) / SECOND)
  })
  return { bucket, told }
}

const many = (count: number, tenant = 'a', since = now) =>
  Array.from({ length: count }, (_, n) => want(`${tenant}${n}`, tenant, since + n))

test('who finds a token goes now, and each other one is told a time of its own', () => {
  expect(asked(many(5)).told).toEqual(['now', 5, 65, 125, 185])
})

test('whoever comes at his time has his turn, whoever comes before him is told the same again', () => {
  const { bucket } = asked(many(4))

  expect(asked([want('a3', 'a', now + 3)], now, bucket).told).toEqual([125])
  expect(asked([want('a1', 'a', now + 1)], now + 5 * SECOND, bucket).told).toEqual(['now'])
})

test('somebody new does not take the token of one who waits', () => {
  const { bucket } = asked(many(2))

  const { told } = asked([want('new', 'a', now + MINUTE)], now + 5 * SECOND, bucket)

  expect(told).toEqual([60])
})

test('the older order is first, even if it comes later', () => {
  const { bucket } = asked(many(4))

  expect(asked([want('old', 'a', now - MINUTE)], now, bucket).told).toEqual([5])
})

test('a tenant’s first order waits for one of each other tenant, however many they have', () => {
  const { bucket } = asked([...many(40), ...many(30, 'b', now + MINUTE)])

  const { told } = asked([want('c', 'c', now + 2 * MINUTE)], now, bucket)

  expect(told).toEqual([125])
})

test('a window of orders has turns; the others are told to ask in the middle of it, one by one', () => {
  const { told, bucket } = asked(many(55))

  expect(bucket.waiting).toHaveLength(50)
  expect(told.slice(49).map((seconds) => Math.floor(Number(seconds) / 60))).toEqual([
    ...[48, 49, 26, 27, 28, 29],
  ])
})

test('whoever does not come within minutes loses his turn', () => {
  const { bucket } = asked(many(3))

  const { told } = asked([want('new', 'a', now + 9 * MINUTE)], now + 10 * MINUTE, bucket)

  expect(told).toEqual(['now'])
})

test('whoever has to wait for another limit gives back, and keeps his turn', () => {
  const { bucket } = asked(many(3))
  const first = want('a0')
  const after = giveBack(bucket, 'orders', first, two, now + MINUTE)

  expect(asked([want('new', 'a', now + MINUTE)], now, after).told).toEqual([125])
  expect(asked([first], now, after).told).toEqual(['now'])
})

test('a certificate’s token is held until it is issued, and found again by a repetition', () => {
  const once = take(emptyBucket, 'certificatesPerSet', want('a'), two, now)
  const twice = take(once.bucket, 'certificatesPerSet', want('a'), two, now)

  expect(twice.bucket.holds).toHaveLength(1)
  expect(settle(twice.bucket, 'a', true, two, now).fullAt).toBe(now + MINUTE + 5 * SECOND)
})

test('what is held and given back is free', () => {
  const { bucket } = take(emptyBucket, 'certificatesPerSet', want('a'), two, now)

  expect(giveBack(bucket, 'certificatesPerSet', want('a'), two, now).holds).toEqual([])
})

test('orders of one age have an order', () => {
  const { bucket } = asked([want('x'), want('q'), want('p'), want('r')])

  expect(bucket.waiting.map(({ who }) => who)).toEqual(['p', 'q', 'r'])
})
