import { expect, test } from 'vitest'
import { answered, type Outage, passage, unanswered } from './outage.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const now = Date.parse('2026-11-24T12:00:00.000Z')

/** After so many calls in a row that were not answered. */
const silent = (times: number, at = now): Outage | undefined =>
  times === 0 ? undefined : unanswered(silent(times - 1, at), false, at)

const down = silent(20) as Outage
const back = answered(down, now) as Outage

/** How many pass at this time, if so many try, and how the others are spread in seconds. */
function tried(from: Outage, count: number, at: number) {
  let outage: Outage | undefined = from
  let passed = 0
  const until: number[] = []
  for (let n = 0; n < count; n += 1) {
    const one = passage(outage, at)
    outage = one.next
    if (one.passes) passed += 1
    else until.push(Math.round((one.until - at) / SECOND))
  }
  return { outage, passed, until }
}

test('a CA that was not heard a few times in a row is not down, and an answer forgets it', () => {
  const once = silent(19)

  expect(passage(undefined, now)).toMatchObject({ passes: true, isProbe: false })
  expect(passage(once, now)).toMatchObject({ passes: true, isProbe: false, next: once })
  expect(once && answered(once, now)).toBeUndefined()
})

test('a CA that is down is asked by one at a time; the others are told times after that', () => {
  expect(tried(down, 4, now)).toMatchObject({ passed: 0, until: [31, 32, 33, 34] })
  expect(tried(down, 4, now + 30 * SECOND)).toMatchObject({ passed: 1, until: [61, 62, 63] })
})

test('it is asked ever more seldom, and at least every two minutes', () => {
  let outage = down
  const pauses = Array.from({ length: 6 }, () => {
    outage = unanswered(outage, true, now)
    return (outage.probeAt - now) / SECOND
  })

  expect(pauses).toEqual([60, 120, 120, 120, 120, 120])
})

test('where few ask, fewer in a row are enough if they are silence for long enough', () => {
  const few = silent(5, now - 10 * SECOND)

  expect(passage(unanswered(few, false, now - SECOND), now)).toMatchObject({ passes: true })
  expect(passage(unanswered(few, false, now), now)).toMatchObject({ passes: false })
})

test('calls that were under way when it went down say nothing new', () => {
  expect(unanswered(down, false, now + MINUTE)).toBe(down)
})

test('a CA that has come back is asked by few at first, and by twice as many every twenty seconds', () => {
  const within = (s: number) => tried(back, 2000, now + s * SECOND).passed

  expect([0, 20, 40, 60, 80, 100].map(within)).toEqual([0, 28, 86, 201, 432, 2000])
})

test('as long as some were told to come, nobody passes them by', () => {
  const { outage = back, until } = tried(back, 2000, now)
  const late = now + 105 * SECOND

  expect(until.at(-1)).toBe(135)
  expect(tried(outage, 2000, late).passed).toBe(1054)
  expect(tried(outage, 2000, now + 10 * MINUTE).passed).toBe(2000)
})

test('a CA that goes silent while it comes back is down again at once', () => {
  expect(passage(unanswered(back, false, now), now)).toMatchObject({ passes: false })
  expect(answered(back, now)).toBe(back)
})
