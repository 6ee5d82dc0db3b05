import { ChallengeFailed, OrderDeferred, type Problem } from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { Order } from './order.ts'
import type { Incoming } from './step.ts'
import { transition } from './transition.ts'

const patience = { validating: 1, finalizing: 1, placing: 1 / 24 }
const wishes = { replaces: 'a.b', profile: { name: 'short', required: true } }
const two = is.opened({ fallbacks: ['other'], patience, wishes })
const deferred = (until: string, generation = 1) =>
  OrderDeferred(is.orderId, { generation, until, problem: is.lost })
const dueAt = (order: Order, at: string | undefined) =>
  transition(order, is.due, new Date(at ?? ''))
const atOther = { phase: 'placing', generation: 2, issuer: 'other', fallbacks: [] }

describe('an order goes to its next issuer', () => {
  test.each<[string, Problem]>([
    ['the operator’s', { ...is.hopeless, actor: 'operator' }],
    ['the CA’s', { ...is.hopeless, actor: 'ca' }],
    ['nobody’s', is.hopeless],
  ])('when a failure is %s and does not pass', (_, problem) => {
    const order = is.after(is.refusals(problem), two)

    expect(order).toMatchObject({ ...atOther, waitingFor: problem })
    expect(is.said(order)).toEqual(['ordering.place'])
    expect(order.outbox[0]?.data).toMatchObject({ issuer: 'other', generation: 2 })
  })

  test('when a CA has failed it in all tries', () => {
    const order = is.after(is.refusals(is.lost, 1, 2, 3, 4), two)

    expect(order).toMatchObject({ generation: 5, issuer: 'other' })
  })

  test('when a CA puts it off for longer than the policy has patience', () => {
    expect(is.after([deferred('2026-11-24T13:00:00.001Z')], two)).toMatchObject(atOther)
    expect(is.after([deferred('2026-11-24T13:00:00.000Z')], two)).toMatchObject({
      ...{ issuer: 'sandbox', nextAt: '2026-11-24T13:00:00.000Z' },
    })
  })

  test('when a CA puts it off again and again, or is silent, until then', () => {
    const waiting = is.after([deferred('2026-11-24T12:50:00.000Z')], two)

    expect(is.after([deferred('2026-11-24T13:10:00.000Z')], waiting)).toMatchObject(atOther)
    expect(dueAt(waiting, waiting.deadline)).toMatchObject(atOther)
  })

  test('and a pause between two tries does not count', () => {
    const waiting = is.after(is.refusals(is.lost, 1, 2, 3), two)

    expect(waiting).toMatchObject({ issuer: 'sandbox', generation: 4 })
    expect(waiting.deadline).toBe('2026-11-24T14:40:00.000Z')
  })

  test('after the records that the one before wanted are gone', () => {
    const failed = ChallengeFailed(is.orderId, { generation: 1, problem: is.hopeless })
    const order = is.after([is.placed, failed], two)

    expect(is.said(order)).toEqual(['solver.clean-up'])
    expect(is.said(is.after([is.cleanedUp], order))).toEqual(['ordering.place'])
  })
})

test('the next issuer has as many tries, and all the time that there is', () => {
  const order = is.after(is.refusals(is.hopeless), two)
  const again = is.after(is.refusals(is.lost, 2), order)

  expect(order.deadline).toBe('2026-11-27T12:00:00.000Z')
  expect(again).toMatchObject({ issuer: 'other', generation: 3 })
  expect(again.nextAt).toBe('2026-11-24T12:01:00.000Z')
  expect(is.after(is.refusals(is.hopeless, 3), again)).toMatchObject({ phase: 'failed' })
})

test('the history tells where an order went on, once', () => {
  const { history } = is.after([...is.refusals(is.hopeless), ...is.refusals(is.lost, 2)], two)

  expect(history.map(({ issuer, note }) => [issuer, note])).toEqual([
    [undefined, undefined],
    ['other', is.hopeless.reason],
    [undefined, is.lost.reason],
  ])
})

test('one CA is not asked to replace what another has issued; other wishes stay', () => {
  expect(is.after(is.refusals(is.hopeless), two).wishes).toEqual({ profile: wishes.profile })
})

test('what is wrong with a request is wrong at every issuer', () => {
  const order = is.after(is.refusals({ ...is.hopeless, actor: 'requester' }), two)

  expect(order).toMatchObject({ phase: 'failed', issuer: 'sandbox', fallbacks: ['other'] })
})

test('what cannot be stored is no issuer’s fault', () => {
  const storing = is.after(is.happyPath.slice(0, -2) as Incoming[], two)

  expect(dueAt(storing, storing.deadline)).toMatchObject({ phase: 'failed', issuer: 'sandbox' })
})

test('an order that went on is a valid document', () => {
  expect(Order.safeParse(is.after(is.refusals(is.hopeless), two)).error).toBeUndefined()
})
