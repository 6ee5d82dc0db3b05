import {
  CertCancelled,
  ChallengePresented,
  OrderDeferred,
  OrderPlaced,
  OrderRefused,
} from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { Order } from './order.ts'
import { settled, transition } from './transition.ts'

describe('an order that goes well', () => {
  test('asks for one thing after the other', () => {
    const steps = is.happyPath.map((_, index) => is.said(is.after(is.happyPath.slice(0, index))))

    expect(steps).toEqual([
      ['ordering.place'],
      ['solver.present', 'storage.prepare'],
      [],
      ['validation.validate'],
      ['finalization.finalize', 'solver.clean-up'],
      ['storage.store'],
      [],
    ])
  })

  test('ends with its certificate and nothing left in a zone', () => {
    const order = is.after(is.happyPath)

    expect(order).toMatchObject({ phase: 'issued', records: [] })
    expect(is.said(order)).toEqual(['cert.issued'])
  })

  test('is a valid document at every step', () => {
    for (let index = 0; index <= is.happyPath.length; index++)
      expect(Order.safeParse(is.after(is.happyPath.slice(0, index))).error).toBeUndefined()
  })
})

test('ids of what is said follow from order, version and index', () => {
  expect(is.after([is.placed]).outbox.map(({ id }) => id)).toEqual(['ord_1.2.0', 'ord_1.2.1'])
})

test('a message that the phase does not list changes nothing', () => {
  const order = is.opened()

  expect(transition(order, is.valid, is.now)).toBe(order)
})

test('an answer to an earlier generation changes nothing', () => {
  const order = is.after([is.placed, OrderRefused(is.orderId, { generation: 2, problem: is.lost })])

  expect(order).toEqual(is.after([is.placed]))
})

test('the CSR may come before the records are out', () => {
  const order = is.after([is.placed, is.prepared, is.presented])

  expect(order.phase).toBe('validating')
})

test('an order that is born ready presents nothing and is not validated', () => {
  const ready = OrderPlaced(is.orderId, { ...is.placed.data, challenges: [] })

  expect(is.said(is.after([ready]))).toEqual(['storage.prepare'])
  expect(is.after([ready, is.prepared]).phase).toBe('finalizing')
})

describe('an order with a CSR of the requester’s own', () => {
  const own = is.opened({ csr: 'OWN' })

  test('has no key made, and waits for its records only', () => {
    const proving = is.after([is.placed], own)

    expect(is.said(proving)).toEqual(['solver.present'])
    expect(is.after([is.presented], proving)).toMatchObject({ phase: 'validating', csr: 'OWN' })
  })

  test('keeps it for the next generation', () => {
    const failed = is.after([OrderRefused(is.orderId, { generation: 1, problem: is.lost })], own)

    expect(failed).toMatchObject({ generation: 2, ownCsr: 'OWN' })
  })

  test('that is born ready is finalized at once', () => {
    const ready = OrderPlaced(is.orderId, { ...is.placed.data, challenges: [] })

    expect(is.said(is.after([ready], own))).toEqual(['finalization.finalize'])
  })
})

test('cancelling removes the records and says so', () => {
  const order = is.after([is.placed, CertCancelled(is.orderId, { reason: 'not needed' })])

  expect(order).toMatchObject({ phase: 'cancelled', reason: 'not needed' })
  expect(is.said(order)).toEqual(['order.cancelled', 'solver.clean-up'])
})

test('records that a late solver wrote for a cancelled order are removed again', () => {
  const cancelled = is.after([is.placed, CertCancelled(is.orderId, {}), is.cleanedUp])

  const order = transition(cancelled, is.presented, is.now)

  expect(is.said(order)).toContain('solver.clean-up')
  expect(order.records).toEqual(is.records)
})

test('a late solver of an earlier generation does not take away what the present one needs', () => {
  const again = ChallengePresented(is.orderId, { generation: 9, records: is.records })

  expect(is.after([is.placed, again])).toEqual(is.after([is.placed]))
})

test('a finished order keeps its last word until it is settled', () => {
  const beforeTidy = is.after(is.happyPath.filter((message) => message !== is.cleanedUp))

  const order = transition(beforeTidy, is.cleanedUp, is.now)
  const rest = settled(order)

  expect(is.said(order)).toEqual(['cert.issued'])
  expect(rest).toMatchObject({ outbox: [], version: order.version + 1 })
  expect(rest && settled(rest)).toBeUndefined()
})

test('an order is not settled while its records may be in a zone', () => {
  expect(settled(is.after(is.happyPath.filter((m) => m !== is.cleanedUp)))).toBeUndefined()
})

test('a finished order whose records cannot be removed is left alone after a month', () => {
  const order = is.after([is.placed, CertCancelled(is.orderId, {})])
  const early = transition(order, is.due, new Date('2026-12-23T12:00:00.000Z'))

  const late = transition(early, is.due, new Date('2026-12-24T12:00:00.000Z'))

  expect([early, late].map(is.said)).toEqual([
    ['order.cancelled', 'solver.clean-up'],
    ['order.cancelled'],
  ])
  expect(late).toMatchObject({ records: is.records })
  expect(late.nextAt).toBeUndefined()
})

test('history tells what moved the order, and stays bounded', () => {
  const order = is.after(Array.from({ length: 200 }, () => is.due))

  expect(order.history).toHaveLength(2)
  expect(order.history.at(-1)).toMatchObject({ type: 'clock.due', phase: 'placing', times: 200 })
})

test('what differs each time is kept as far back as there is room', () => {
  const deferred = Array.from({ length: 200 }, (_, n) =>
    OrderDeferred(is.orderId, {
      ...{ generation: 1, until: '2026-11-24T12:00:00.000Z' },
      problem: { ...is.lost, reason: `reason ${n}` },
    }),
  )

  const { history } = is.after(deferred)

  expect(history).toHaveLength(60)
  expect(history.at(-1)).toMatchObject({ type: 'order.deferred', note: 'reason 199' })
})
