import {
  AuthorizationPending,
  OrderDeferred,
  OrderProcessing,
  WebhookReceived,
} from '@certwire/contracts'
import { expect, test } from 'vitest'
import * as is from './fixtures.ts'
import type { Order } from './order.ts'
import type { Incoming } from './step.ts'
import { transition } from './transition.ts'

const hinted = WebhookReceived(is.orderId, {
  ...{ source: 'atlas', deliveryId: 'msg_1', issuer: 'atlas' },
})
const tomorrow = '2026-11-25T12:00:00.000Z'
const later = { generation: 1, until: tomorrow }
const validating = [is.placed, is.prepared, is.presented]
const finalizing = [...validating, is.valid, is.cleanedUp]
const inSeconds = (seconds: number) => new Date(is.now.getTime() + seconds * 1000)
const at = (seconds: number, message: Incoming, order: Order) =>
  transition(order, message, inSeconds(seconds))

test.each<[string, Incoming[], string]>([
  [
    'authorizations',
    [...validating, AuthorizationPending(is.orderId, later)],
    'validation.validate',
  ],
  ['a certificate', [...finalizing, OrderProcessing(is.orderId, later)], 'finalization.collect'],
])('an order that waits for %s asks the CA at once when it is hinted at', (_, before, asks) => {
  const order = is.after([...before, hinted])

  expect(is.said(order)).toEqual([asks])
  expect(order.nextAt).toBe(inSeconds(15).toISOString())
})

test.each<[string, Incoming[]]>([
  ['is put off by the CA', [OrderDeferred(is.orderId, { ...later, problem: is.lost })]],
  ['has not answered its challenges', validating],
  ['has not sent its CSR', finalizing],
  ['is issued', is.happyPath.slice()],
])('one that %s is not moved by it', (_, before) => {
  const order = is.after(before)

  expect(is.after([hinted], order)).toBe(order)
})

test('a storm of hints makes it ask once, and once more when that answer may be too old', () => {
  const waiting = is.after([...finalizing, OrderProcessing(is.orderId, later)])
  const asked = at(0, hinted, waiting)
  const stormed = Array.from({ length: 99 }, () => hinted).reduce(
    (order, hint) => at(1, hint, order),
    asked,
  )

  const answered = at(1, OrderProcessing(is.orderId, later), stormed)

  expect(is.said(stormed)).toEqual([])
  expect(answered.nextAt).toBe(inSeconds(2).toISOString())
  expect(is.said(at(2, is.due, answered))).toEqual(['finalization.collect'])
})

test('the next answer is believed again', () => {
  const waiting = is.after([...finalizing, OrderProcessing(is.orderId, later)])
  const again = [hinted, hinted, OrderProcessing(is.orderId, later), is.due]
  const asked = again.reduce((order, message, n) => at(n / 2, message, order), waiting)

  expect(at(3, OrderProcessing(is.orderId, later), asked).nextAt).toBe(tomorrow)
})
