import {
  CertCancelled,
  ChallengePending,
  ChallengePresented,
  CleanUpChallenge,
  OrderPlaced,
  OrderRefused,
} from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { settled, transition } from './transition.ts'

const stray = { name: '_acme-challenge.example.com', value: 's'.repeat(43) }
const until = '2026-11-24T13:00:00.000Z'
const why = { until, problem: is.lost }
const late = [
  ['presented', ChallengePresented(is.orderId, { generation: 9, records: [stray, ...is.records] })],
  [
    'pending',
    ChallengePending(is.orderId, { generation: 9, records: [stray, ...is.records], ...why }),
  ],
] as const

describe.each(late)('records that a solver of another generation says are %s', (_, message) => {
  test.each([
    ['proving', [is.placed]],
    ['validating', [is.placed, is.presented, is.prepared]],
  ] as const)('while %s go again, but for those that are needed now', (phase, before) => {
    const order = is.after([...before, message])

    expect(order).toMatchObject({ phase, records: [...is.records, stray] })
    expect(order.outbox.map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'solver.clean-up',
        data: CleanUpChallenge(is.orderId, { generation: 9, records: [stray] }).data,
      },
    ])
  })

  test('while placing go before the order is placed', () => {
    const refused = OrderRefused(is.orderId, { generation: 1, problem: is.lost })

    const order = is.after([refused, message])

    expect(order).toMatchObject({ phase: 'placing', records: [stray, ...is.records] })
    expect(order.nextAt && order.nextAt < '2026-11-24T12:00:30').toBe(true)
  })

  test.each([
    ['issued', is.happyPath],
    ['cancelled', [CertCancelled(is.orderId, {})]],
  ] as const)('for an order that is %s wake it until they are gone', (phase, before) => {
    const done = is.after(before)
    const asleep = settled(done) ?? done

    const order = transition(asleep, message, is.now)

    expect(asleep.nextAt).toBeUndefined()
    expect(order).toMatchObject({ phase, records: [stray, ...is.records] })
    expect(order.nextAt).toBeDefined()
  })
})

test('strays that are known when the CA takes the order are not forgotten, and not presented', () => {
  const order = is.after([late[0][1], is.placed])

  expect(order.records).toEqual([stray, ...is.records])
  expect(order.outbox[0]).toMatchObject({ type: 'solver.present', data: { records: is.records } })
})

test('an answer to a clean-up that was said before the records were known says nothing of them', () => {
  const answerTo = (commandId: string) => ({ ...is.cleanedUp, causationId: commandId })
  const cancelled = is.after([is.placed, CertCancelled(is.orderId, {}), is.cleanedUp])
  const swept = is.after([is.presented], cancelled)
  const [early, late] = [cancelled, swept].map(({ version }) => answerTo(`ord_1.${version}.0`))

  expect(early && transition(swept, early, is.now)).toBe(swept)
  expect(late && transition(swept, late, is.now)).toMatchObject({ records: [] })
})

test('the present generation’s records that are said to be out twice stay', () => {
  const order = is.after([is.placed, is.presented, is.prepared])

  expect(transition(order, is.presented, is.now)).toBe(order)
})

test('a ready order with strays still removes them', () => {
  const ready = OrderPlaced(is.orderId, { ...is.placed.data, challenges: [] })

  expect(is.said(is.after([late[0][1], ready, is.prepared]))).toEqual([
    ...['finalization.finalize', 'solver.clean-up'],
  ])
})
