import { expect, test } from 'vitest'
import { emptyBucket } from './bucket.ts'
import { type Failures, failed, triedAgainAt } from './failure.ts'

const HOUR = 3_600_000
const now = Date.parse('2026-11-24T12:00:00.000Z')
const profile = { failures: { count: 5, perMs: HOUR }, failuresToPause: 8 }
const none: Failures = { bucket: emptyBucket, inARow: 0, counted: [] }

/** After the failures of these orders. */
const after = (orders: readonly string[]) =>
  orders.reduce((failures, who) => failed(failures, who, profile, now), none)

test('a name may fail so often, then it waits until the CA looks again', () => {
  expect(triedAgainAt(after([...'abcd']), profile, now + 5000)).toBeUndefined()
  expect(triedAgainAt(after([...'abcde']), profile, now)).toEqual({
    ...{ at: now + HOUR / 5 + 5000, isPaused: false },
  })
})

test('a failure that is told twice counts once', () => {
  const once = after(['a'])

  expect(failed(once, 'a', profile, now)).toBe(once)
})

test('so many failures in a row pause the name, which is tried once a day then', () => {
  const paused = after([...'abcdefgh'])

  expect(triedAgainAt(paused, profile, now)).toEqual({ at: now + 24 * HOUR, isPaused: true })
  expect(triedAgainAt(paused, profile, now + 24 * HOUR)).toBeUndefined()
})

test('where no figure is known nothing waits', () => {
  expect(triedAgainAt(failed(none, 'a', {}, now), {}, now)).toBeUndefined()
})

test('only the latest are remembered', () => {
  const many = after(Array.from({ length: 70 }, (_, n) => `o${n}`))

  expect(many.counted).toHaveLength(50)
  expect(many.counted.at(-1)).toBe('o69')
})
