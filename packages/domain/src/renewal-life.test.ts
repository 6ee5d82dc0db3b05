import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, dayText, issuedAt } from './renewal-fixture.ts'
import { dueOf, firstLookOf, latestOf, renewalOf, warningsOf } from './renewal-life.ts'

const life = (days: number) => ({ notBefore: dayText(0), notAfter: dayText(days) })

test.each([
  { days: 6, due: 3 },
  { days: 10, due: 5 },
  { days: 45, due: 30 },
  { days: 47, due: 47 * (2 / 3) },
  { days: 90, due: 60 },
  { days: 199, due: 199 * (2 / 3) },
])('one of $days days is due after $due', ({ days, due }) => {
  expect(Date.parse(dueOf(life(days)))).toBeCloseTo(dayAfter(due).getTime(), -1)
})

test('chance uses up a tenth of what is left, and the CA a third', () => {
  expect([renewalOf(life(90), 0), renewalOf(life(90), 1)]).toEqual([dayText(60), dayText(63)])
  expect(latestOf(life(90))).toBe(dayText(70))
})

test('a warning is said at half of what is left, then daily in the last week', () => {
  const last = [83, 84, 85, 86, 87, 88, 89]

  expect(warningsOf(life(90))).toEqual([75, ...last].map(dayText))
})

test('the last stretch of a short life is a tenth of it', () => {
  expect(warningsOf(life(6))).toEqual([4.5, 5.4].map(dayText))
})

test('whatever its life, it is renewed between due and too late, and warned of after that', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 800, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (days, chance) => {
        const one = life(days)
        const [warning = '', ...more] = warningsOf(one)
        const times = [
          one.notBefore,
          dueOf(one),
          renewalOf(one, chance),
          latestOf(one),
          warning,
          ...more,
        ]
        expect(times).toEqual([...times].sort())
        expect(times.every((at) => at <= one.notAfter)).toBe(true)
      },
    ),
  )
})

test('the first look comes within half an hour, and of a life of minutes in time', () => {
  expect(firstLookOf(life(90), issuedAt, 1)).toBe(dayText(1 / 48))
  expect(firstLookOf(life(1 / 144), issuedAt, 1)).toBe(dayText(1 / 288))
})
