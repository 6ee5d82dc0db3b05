import {
  CertRetried,
  ChallengeCleanedUp,
  ChallengeFailed,
  DnsName,
  OrderDeferred,
  OrderRefused,
  TenantId,
} from '@certwire/contracts'
import { expect, test } from 'vitest'
import * as is from './fixtures.ts'
import type { Order } from './order.ts'
import { open } from './request.ts'
import { transition } from './transition.ts'

const refused = (generation: number) => OrderRefused(is.orderId, { generation, problem: is.lost })
const at = (iso: string) => new Date(iso)

test('a failure that may pass is placed again after a minute, as the next generation', () => {
  const order = is.after([refused(1)])

  expect(order).toMatchObject({
    phase: 'placing',
    generation: 2,
    nextAt: '2026-11-24T12:01:00.000Z',
    waitingFor: is.lost,
  })
  expect(is.said(order)).toEqual([])
})

test('the next generation waits until the records of the one before are gone', () => {
  const failed = is.after([
    is.placed,
    ChallengeFailed(is.orderId, { generation: 1, problem: is.lost }),
  ])
  const driven = transition(failed, is.due, at('2026-11-24T12:05:00.000Z'))
  const tidied = transition(
    driven,
    ChallengeCleanedUp(is.orderId, { records: is.records }),
    at('2026-11-24T12:05:01.000Z'),
  )

  expect([failed, driven, tidied].map(is.said)).toEqual([
    ...[['solver.clean-up'], ['solver.clean-up']],
    ['ordering.place'],
  ])
})

test('records that are gone early do not bring the next generation forward', () => {
  const failed = is.after([
    is.placed,
    ChallengeFailed(is.orderId, { generation: 1, problem: is.lost }),
  ])

  const order = transition(failed, is.cleanedUp, is.now)

  expect(is.said(order)).toEqual([])
  expect(order.nextAt).toBe('2026-11-24T12:01:00.000Z')
})

test('after four generations a failure is final', () => {
  const order = is.after([refused(1), refused(2), refused(3), refused(4)])

  expect(order).toMatchObject({
    ...{ phase: 'failed', generation: 4 },
    problem: {
      ...is.lost,
      actor: 'operator',
      retryable: false,
      remedy: 'See to the reason, then retry the order.',
    },
  })
  expect(is.said(order)).toEqual(['cert.failed'])
})

test('a hopeless failure is final at once', () => {
  const order = is.after([OrderRefused(is.orderId, { generation: 1, problem: is.hopeless })])

  expect(order.phase).toBe('failed')
})

test('a person may retry a failed order', () => {
  const failed = is.after([OrderRefused(is.orderId, { generation: 1, problem: is.hopeless })])

  const order = transition(failed, CertRetried(is.orderId, {}), is.now)

  expect(order).toMatchObject({ phase: 'placing', generation: 2 })
  expect(is.said(order)).toEqual(['ordering.place'])
})

test('a request that is refused at the door is a failed order that cannot be retried', () => {
  const order = open(
    {
      ...{ orderId: is.orderId, tenantId: TenantId.parse('default'), digest: '' },
      ...{ issuer: 'sandbox', key: 'p256', verdict: { problem: is.hopeless } },
    },
    is.now,
  )

  expect(is.said(order)).toEqual(['cert.failed'])
  expect(transition(order, CertRetried(is.orderId, {}), is.now)).toBe(order)
})

test('a CA that says "later" for ever meets the deadline', () => {
  const until = '2026-11-24T13:00:00.000Z'
  const later = OrderDeferred(is.orderId, { generation: 1, until, problem: is.lost })
  let order: Order = is.opened()
  const { deadline } = order
  for (let hour = 0; hour < 73; hour++)
    order = transition(order, later, new Date(is.now.getTime() + hour * 3_600_000))

  const end = transition(order, is.due, new Date(deadline))

  expect(end).toMatchObject({
    phase: 'failed',
    problem: { code: 'ERR_ORDER_DEADLINE', reason: expect.stringContaining(is.lost.reason) },
  })
})

test('silence makes the order ask again, more and more patiently', () => {
  let order: Order = is.opened()
  const pauses: number[] = []
  for (let drive = 0; drive < 8; drive++) {
    const from = Date.parse(order.nextAt ?? '')
    order = transition(order, is.due, new Date(from))
    pauses.push((Date.parse(order.nextAt ?? '') - from) / 1000)
    expect(is.said(order)).toEqual(['ordering.place'])
  }

  expect(pauses).toEqual([120, 240, 480, 600, 600, 600, 600, 600])
})

test('names are one set in the failed order’s last word', () => {
  const order = is.after([OrderRefused(is.orderId, { generation: 1, problem: is.hopeless })])

  expect(order.outbox[0]?.data).toMatchObject({ names: [DnsName.parse('example.com')] })
})
