import { CertificateId, OrderId } from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import { hopeless } from './fixtures.ts'
import type { Renewal } from './renewal.ts'
import {
  askedFor,
  expired,
  failedAgain,
  isForgotten,
  leftAlone,
  planned,
  released,
  renewed,
  requested,
  stopped,
  underWay,
} from './renewal-course.ts'
import { dayAfter, dayText, renewalOfDays } from './renewal-fixture.ts'

const successor = OrderId.parse('ord_2')
const asked = (now = dayAfter(60)): Renewal => requested(renewalOfDays(90), successor, now)
const inMinutes = (now: Date, minutes: number) =>
  new Date(now.getTime() + minutes * 60_000).toISOString()

test('a new certificate is looked at soon, and renewed in time', () => {
  const { nextAt, renewAt, state } = renewalOfDays(90)

  expect({ nextAt, renewAt, state }).toEqual({
    ...{ nextAt: inMinutes(dayAfter(0), 5), renewAt: dayText(60), state: 'scheduled' },
  })
})

test('one whose order is under way is looked at soon, and the CA is no longer asked', () => {
  const next = asked()

  expect(next).toMatchObject({
    state: 'requested',
    successor,
    nextAt: inMinutes(dayAfter(60), 0.25),
  })
  expect(next).not.toHaveProperty('pollAt')
})

test('an order that takes long is looked at more seldom, and what it waits for is known', () => {
  const after = (days: number) => underWay(asked(), dayAfter(60 + days), hopeless)

  expect(after(0.01)).toMatchObject({ lookAt: dayText(60.015), problem: hopeless })
  expect(after(1).nextAt).toBe(dayText(61 + 1 / 24))
  expect(underWay(after(1), dayAfter(62))).not.toHaveProperty('problem')
  expect(underWay(renewalOfDays(90), dayAfter(1)).lookAt).toBe(inMinutes(dayAfter(1), 0.25))
})

describe('after a failure it is tried again', () => {
  test.each([
    { attempt: 1, minutes: 10 },
    { attempt: 2, minutes: 20 },
    { attempt: 30, minutes: 24 * 60 },
  ])('after try $attempt in $minutes minutes', ({ attempt, minutes }) => {
    const next = failedAgain({ ...asked(), attempt }, hopeless, dayAfter(61))

    expect(next).toMatchObject({
      ...{ state: 'scheduled', reason: 'failure', problem: hopeless, attempt: attempt + 1 },
      ...{ renewAt: inMinutes(dayAfter(61), minutes), pollAt: dayText(61) },
    })
    expect(next).not.toHaveProperty('successor')
  })

  test('as often as what is left demands', () => {
    const at = (day: number) => failedAgain({ ...asked(), attempt: 30 }, hopeless, dayAfter(day))

    expect(at(85).renewAt).toBe(dayText(85.5))
    expect(at(90 - 1 / 1440).renewAt).toBe(inMinutes(dayAfter(90 - 1 / 1440), 10))
    expect(at(91).renewAt).toBe(dayText(92))
  })

  test('one that had asked for nothing has had no try', () => {
    expect(failedAgain(renewalOfDays(90), hopeless, dayAfter(60)).attempt).toBe(1)
  })
})

test('a person has it renewed now, also when it had stopped', () => {
  const next = askedFor(stopped(asked(), hopeless), dayAfter(61))

  expect(next).toMatchObject({
    ...{ state: 'scheduled', reason: 'person', attempt: 2 },
    ...{ renewAt: dayText(61), nextAt: dayText(61) },
  })
})

test('where nobody renews by itself the day after it is looked at again', () => {
  const left = leftAlone(renewalOfDays(90, { pollAt: dayText(80) }), dayAfter(60))

  expect(left.nextAt).toBe(dayText(61))
  expect(leftAlone(left, dayAfter(50)).nextAt).toBe(dayText(60))
})

test.each([
  ['renewed', renewed({ ...asked(), problem: hopeless }, CertificateId.parse('crt_2'))],
  ['stopped', stopped(asked(), hopeless)],
  ['expired', expired(asked())],
])('one that is %s is not looked at again', (state, next) => {
  expect(next.state).toBe(state)
  expect(next).not.toHaveProperty('nextAt')
  expect(next).not.toHaveProperty('pollAt')
})

test('one that has been expired for a month is forgotten', () => {
  const at = (day: number) => isForgotten(renewalOfDays(90), dayAfter(day))

  expect([at(119.9), at(120)]).toEqual([false, true])
})

describe('in a plan', () => {
  const window = { start: dayText(0), end: dayText(1) }

  test('whose window ended first is before the others, then whose end is nearest', () => {
    const ranks = [renewalOfDays(90), renewalOfDays(45), renewalOfDays(199)].map(
      (one) => planned({ ...one, window }, 'p', dayAfter(2)).rank ?? '',
    )
    const early = planned(
      renewalOfDays(199, { window: { ...window, end: dayText(0.5) } }),
      'p',
      dayAfter(2),
    ).rank

    const [n90, n45, n199] = ranks
    expect([...ranks, early].sort()).toEqual([early, n45, n90, n199])
  })

  test('nobody waits for longer than a day, or past his own time', () => {
    const one = renewalOfDays(90, { pollAt: dayText(80), window })

    expect(planned(one, 'p', dayAfter(2))).toMatchObject({ state: 'planned', nextAt: dayText(3) })
    expect(planned(one, 'p', dayAfter(59.5)).renewAt).toBe(dayText(60))
    expect(planned(renewalOfDays(90), 'p', dayAfter(2)).rank).toBe(` ${dayText(90)}`)
  })

  test('it goes when it is its turn', () => {
    const next = released(planned(renewalOfDays(90), 'p', dayAfter(2)), dayAfter(2.1))

    expect(next).toMatchObject({ state: 'planned', renewAt: dayText(2.1) })
  })
})
