import { expect, test } from 'vitest'
import { sharedBuckets, tokenBucket } from './token-bucket.ts'

const signal = new AbortController().signal
const start = Date.parse('2026-01-01T00:00:00Z')

function setUp(capacity: number, perSecond: number) {
  const waits: number[] = []
  let now = start
  const pause = async (ms: number) => {
    waits.push(ms)
    now += ms
  }
  const clock = () => new Date(now)
  const bucket = tokenBucket({ capacity, perSecond, limit: 'The limit', clock, pause })
  const pass = (ms: number) => {
    now += ms
  }
  return { bucket, waits, pass }
}

test('what is there is taken at once', async () => {
  const { bucket, waits } = setUp(10, 1)

  await bucket.take(4, signal)
  await bucket.take(6, signal)

  expect(waits).toEqual([])
})

test('what is missing is waited for', async () => {
  const { bucket, waits } = setUp(10, 4)
  await bucket.take(10, signal)

  await bucket.take(2, signal)
  await bucket.take(1, signal)

  expect(waits).toEqual([500, 250])
})

test('those who come together wait for one another', async () => {
  const waits: number[] = []
  const pause = async (ms: number) => void waits.push(ms)
  const clock = () => new Date(start)
  const bucket = tokenBucket({ capacity: 1, perSecond: 1, limit: 'The limit', clock, pause })

  await Promise.all([bucket.take(1, signal), bucket.take(1, signal), bucket.take(1, signal)])

  expect(waits).toEqual([1000, 2000])
})

test('time fills it, to the brim and no further', async () => {
  const { bucket, waits, pass } = setUp(10, 1)
  await bucket.take(10, signal)

  pass(3_600_000)
  await bucket.take(10, signal)
  await bucket.take(1, signal)

  expect(waits).toEqual([1000])
})

test('a clock that is set back takes nothing away', async () => {
  const { bucket, waits, pass } = setUp(2, 1)

  pass(-60_000)
  await bucket.take(2, signal)

  expect(waits).toEqual([])
})

test('who would wait too long is told when to come again, and has taken nothing', async () => {
  const { bucket, waits } = setUp(10, 1)
  await bucket.take(10, signal)

  await expect(bucket.take(4, signal)).rejects.toMatchObject({
    code: 'ERR_DNS_PROVIDER_THROTTLED',
    message: 'The limit is used up by our own calls; more from 2026-01-01T00:00:04.000Z.',
    retryAfter: new Date(start + 4000),
  })

  await bucket.take(1, signal)
  expect(waits).toEqual([1000])
})

test('who is cancelled while waiting rejects with the reason and gives back', async () => {
  const cancelled = new AbortController()
  const reason = new Error('shutting down')
  const bucket = tokenBucket({ capacity: 1, perSecond: 1, limit: '', clock: () => new Date(start) })
  await bucket.take(1, signal)

  const waiting = bucket.take(2, cancelled.signal)
  cancelled.abort(reason)

  await expect(waiting).rejects.toBe(reason)
  await expect(bucket.take(4, signal)).rejects.toMatchObject({ retryAfter: new Date(start + 4000) })
})

test('a bucket is shared by key and clock', () => {
  const bucketOf = sharedBuckets({ capacity: 1, perSecond: 1, limit: '' })
  const clock = () => new Date(start)

  expect(bucketOf('a', clock)).toBe(bucketOf('a', clock))
  expect(bucketOf('a', clock)).not.toBe(bucketOf('b', clock))
  expect(bucketOf('a', clock)).not.toBe(bucketOf('a', () => new Date(start)))
})
