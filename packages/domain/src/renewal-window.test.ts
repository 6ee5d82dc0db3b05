import { describe, expect, test } from 'vitest'
import { dayAfter, dayText, renewalOfDays } from './renewal-fixture.ts'
import { asking, told, unasked, untold } from './renewal-window.ts'

const now = dayAfter(1)
const window = (from: number, to: number) => ({ start: dayAfter(from), end: dayAfter(to) })
const half = () => 0.5
const hours = (n: number) => dayText(1 + n / 24)

describe('RFC 9773 §4.2', () => {
  test('an instant of the window is chosen by chance', () => {
    const next = told(renewalOfDays(90), { window: window(58, 62) }, now, () => 0.25)

    expect(next).toMatchObject({ renewAt: dayText(59), reason: 'window', nextAt: next.pollAt })
  })

  test('it stands as long as the window does, and the explanation is the latest', () => {
    const first = told(renewalOfDays(90), { window: window(58, 62) }, now, () => 0.25)
    const explained = { window: window(58, 62), explanationUrl: 'https://ca.example/why' }

    const next = told(first, explained, dayAfter(2), () => 0.75)

    expect(next.renewAt).toBe(dayText(59))
    expect(next.window?.explanationUrl).toBe('https://ca.example/why')
  })

  test('another window is another choice', () => {
    const first = told(renewalOfDays(90), { window: window(58, 62) }, now, half)

    expect(told(first, { window: window(50, 52) }, now, half).renewAt).toBe(dayText(51))
  })

  test('a window that is over means now, and before its time that is a rush', () => {
    const next = told(renewalOfDays(90), { window: window(-2, 0) }, now, half)

    expect(next).toMatchObject({ renewAt: dayText(-1), rushedAt: now.toISOString() })
    expect(next.nextAt).toBe(dayText(-1))
  })

  test('since when it is rushed does not change; with its window it is over', () => {
    const rushed = told(renewalOfDays(90), { window: window(-2, 0) }, now, half)
    const again = told(rushed, { window: window(-3, 0) }, dayAfter(2), half)

    expect(again.rushedAt).toBe(rushed.rushedAt)
    expect(told(again, { window: window(58, 62) }, dayAfter(2), half)).not.toHaveProperty(
      'rushedAt',
    )
  })

  test('a window that is over when its time has come anyway is none', () => {
    const next = told(renewalOfDays(90), { window: window(59, 61) }, dayAfter(65), half)

    expect(next).not.toHaveProperty('rushedAt')
  })
})

test('a window puts the renewal off only so far', () => {
  const next = told(renewalOfDays(90), { window: window(80, 89) }, now, half)

  expect(next.renewAt).toBe(dayText(70))
})

test.each(['failure', 'person'] as const)(
  'after a %s it becomes sooner by a window, not later',
  (reason) => {
    const tried = renewalOfDays(90, { reason, renewAt: dayText(2) })

    expect(told(tried, { window: window(58, 62) }, now, half)).toMatchObject({
      reason,
      renewAt: dayText(2),
    })
    expect(told(tried, { window: window(0, 1) }, now, half).renewAt).toBe(dayText(0.5))
  },
)

test('one that waits in a plan leaves it with another window', () => {
  const waiting = renewalOfDays(90, { state: 'planned', reason: 'plan', planId: 'p', rank: 'r' })

  const next = told(waiting, { window: window(58, 62) }, now, half)

  expect(next).toMatchObject({ state: 'scheduled', reason: 'window' })
  expect(next).not.toHaveProperty('planId')
  expect(next).not.toHaveProperty('rank')
})

test.each([
  ['nothing', undefined, hours(6)],
  ['a second', new Date(now.getTime() + 1000), new Date(now.getTime() + 60_000).toISOString()],
  ['two hours', dayAfter(1 + 2 / 24), hours(2)],
  ['a year', dayAfter(366), hours(24)],
])('a CA that asks for %s is asked again in time', (_, retryAfter, at) => {
  const info = { window: window(58, 62), ...(retryAfter && { retryAfter }) }

  expect(told(renewalOfDays(90, { pollFailures: 3 }), info, now, half)).toMatchObject({
    pollAt: at,
    pollFailures: 0,
  })
})

describe('a CA that says nothing', () => {
  const never = { now, random: () => 0 }

  test.each([
    ['for now', 0, 1 / 60],
    ['for now', 3, 8 / 60],
    ['for now', 30, 6],
    ['refused', 0, 6],
    ['not offered', 0, 24],
  ] as const)('%s, after %i failures, is asked again in %d hours', (why, pollFailures, wait) => {
    const next = untold(renewalOfDays(90, { pollFailures }), why, never)

    expect(next).toMatchObject({ pollAt: hours(wait), pollFailures: pollFailures + 1 })
  })

  test('and asks for patience, has it, a day at most', () => {
    const asked = (retryAfter: Date) =>
      untold(renewalOfDays(90), 'for now', { ...never, retryAfter }).pollAt

    expect([asked(dayAfter(1.5)), asked(dayAfter(9))]).toEqual([hours(12), hours(24)])
  })

  test('is not asked with all the others again', () => {
    expect(untold(renewalOfDays(90), 'refused', { now, random: () => 1 }).pollAt).toBe(hours(6.6))
  })

  test('changes nothing of when it is renewed', () => {
    expect(untold(renewalOfDays(90), 'refused', never).renewAt).toBe(dayText(60))
  })
})

test('one that is not asked for any more is still renewed', () => {
  const next = unasked(renewalOfDays(90))

  expect(next).not.toHaveProperty('pollAt')
  expect(next.nextAt).toBe(dayText(60))
})

test('while one asks the others have time', () => {
  expect(asking(renewalOfDays(90), now).nextAt).toBe(hours(2 / 60))
})
