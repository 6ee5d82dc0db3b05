import {
  AuthorizationPending,
  ChallengeCleanedUp,
  ChallengePending,
  contracts,
  OrderDeferred,
  OrderProcessing,
} from '@certwire/contracts'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { sayable } from './index.ts'
import { Order } from './order.ts'
import type { Incoming } from './step.ts'
import { transition } from './transition.ts'

const until = '2026-11-24T12:30:00.000Z'
const later = { generation: 1, until, problem: is.lost }
const pending = ChallengePending(is.orderId, { ...later, records: is.records })
const proving = [is.placed, is.prepared]
const validating = [...proving, is.presented]
const finalizing = [...validating, is.valid]

const dueAt = (order: Order, at: string | undefined) =>
  transition(order, is.due, new Date(at ?? ''))
const dataOf = (order: Order, type: string) =>
  order.outbox.find((one) => one.type === type)?.data as Record<string, unknown> | undefined

describe('"not yet" is an answer: the order sleeps until then, says why, and asks', () => {
  test.each<[string, Incoming[], Incoming, string, object]>([
    ['whether the records are out', proving, pending, 'solver.present', { records: is.records }],
    [
      'whether the CA has decided, and answers it again in case that it has not heard',
      validating,
      AuthorizationPending(is.orderId, later),
      'validation.validate',
      { challengeUrls: ['https://ca.example/challenge/1'] },
    ],
    [
      'for the certificate, and sends the CSR again in case that it has not come',
      finalizing,
      OrderProcessing(is.orderId, later),
      'finalization.finalize',
      { csr: 'CSR' },
    ],
    [
      'the CA to take the order, and counts how often',
      [],
      OrderDeferred(is.orderId, later),
      'ordering.place',
      { deferred: 1 },
    ],
  ])('%s', (_, before, message, command, data) => {
    const asleep = is.after([...before, message])

    expect(asleep).toMatchObject({ nextAt: until, waitingFor: is.lost })
    expect(is.said(asleep)).toEqual([])
    expect(dataOf(dueAt(asleep, until), command)).toMatchObject(data)
  })

  test.each<[string, Incoming[], Incoming]>([
    ['an authorization', validating, AuthorizationPending(is.orderId, { generation: 1, until })],
    ['an order in processing', finalizing, OrderProcessing(is.orderId, { generation: 1, until })],
  ])('%s may be waited for without a reason', (_, before, message) => {
    expect(is.after([...before, message])).not.toHaveProperty('waitingFor')
  })

  test('what the CA has against a challenge is shown, and the challenge not answered again', () => {
    const seen = { ...is.lost, reason: 'It looks again.' }
    const message = AuthorizationPending(is.orderId, { generation: 1, until, seen })

    const asleep = is.after([...validating, message])

    expect(asleep).toMatchObject({ answered: true, waitingFor: seen })
    expect(asleep.history.at(-1)).toMatchObject({ note: 'It looks again.' })
    expect(dataOf(dueAt(asleep, until), 'validation.validate')).toMatchObject({ challengeUrls: [] })
  })

  test('what was waited for is forgotten when it has come', () => {
    expect(is.after([is.placed, pending])).toHaveProperty('waitingFor')
    expect(is.after([is.placed, pending, is.presented])).not.toHaveProperty('waitingFor')
    expect(is.after([...proving, pending, is.presented])).not.toHaveProperty('waitingFor')
  })

  test('an answer that names a time after the deadline does not postpone it', () => {
    const never = AuthorizationPending(is.orderId, {
      generation: 1,
      until: '2099-01-01T00:00:00.000Z',
    })
    const { nextAt, deadline } = is.after([...validating, never])

    expect(nextAt).toBe(deadline)
  })
})

describe('a deadline', () => {
  test('that nothing explains is the operator’s', () => {
    const order = is.opened()

    expect(dueAt(order, order.deadline)).toMatchObject({
      phase: 'failed',
      problem: { code: 'ERR_ORDER_DEADLINE', actor: 'operator', retryable: false },
    })
  })

  test('tells what was waited for last, and whose it is', () => {
    const waitingFor = { ...is.lost, actor: 'dns-provider' as const }
    const order = { ...is.after([...proving, pending]), waitingFor }

    const { problem } = dueAt(order, order.deadline) as Extract<Order, { phase: 'failed' }>

    expect(problem.actor).toBe('dns-provider')
    expect(problem.reason).toBe(
      `The order was still proving at its deadline 2026-11-24T13:00:00.000Z. Last seen: ${is.lost.reason}`,
    )
  })

  test('leaves an order that can be kept, however much there is to tell', () => {
    const waitingFor = { ...is.lost, reason: 'x'.repeat(2000) }
    const order = { ...is.after([...proving, pending]), waitingFor }

    expect(Order.safeParse(dueAt(order, order.deadline)).error).toBeUndefined()
  })

  test('that came while nothing ran gives the order one more look, and then ends it', () => {
    const waiting = is.after([...finalizing, OrderProcessing(is.orderId, { generation: 1, until })])

    const looking = dueAt(waiting, '2027-12-24T12:00:00.000Z')
    const lookingAgain = dueAt(looking, looking.nextAt)

    expect(is.said(looking)).toEqual(['finalization.collect', 'solver.clean-up'])
    expect(looking.deadline).toBe('2027-12-24T12:10:00.000Z')
    expect(lookingAgain).toMatchObject({ phase: 'finalizing', redrives: 2 })
    expect(dueAt(lookingAgain, lookingAgain.deadline)).toMatchObject({ phase: 'failed' })
  })
})

describe('records that are gone', () => {
  test('one by one are counted one by one', () => {
    const other = { name: '_acme-challenge.example.org', value: 'w'.repeat(43) }
    const order: Order = { ...is.after(finalizing), records: [...is.records, other] }

    const tidied = transition(order, is.cleanedUp, is.now)

    expect(tidied.records).toEqual([other])
  })

  test('of an order that has none change nothing', () => {
    const order = is.opened()

    expect(transition(order, is.cleanedUp, is.now)).toBe(order)
  })

  test('and were none of the order’s change nothing', () => {
    const order = is.after(finalizing)
    const foreign = { name: '_acme-challenge.example.org', value: 'w'.repeat(43) }

    expect(transition(order, ChallengeCleanedUp(is.orderId, { records: [foreign] }), is.now)).toBe(
      order,
    )
  })
})

test('of a finished order only the last words may still be unsaid', () => {
  const stored = is.after(is.happyPath.filter((message) => message !== is.cleanedUp))

  const driven = dueAt(stored, stored.nextAt)

  expect(is.said(stored)).toEqual(['cert.issued'])
  expect(is.said(driven)).toEqual(['cert.issued', 'solver.clean-up'])
  expect(new Set(driven.outbox.map(({ id }) => id)).size).toBe(2)
})

test('an order may say every command there is, that it needs approval, and how it ended', () => {
  const commands = Object.values(contracts).filter(({ kind }) => kind === 'command')

  expect(sayable.map(({ type }) => type).sort()).toEqual(
    [
      ...commands.map(({ type }) => type),
      ...['approval.requested', 'cert.failed', 'cert.issued', 'order.cancelled'],
    ].sort(),
  )
})

test('an order of which nobody kept since when its phase lasts goes on', () => {
  const { since: _, ...asleep } = is.after([...finalizing, OrderProcessing(is.orderId, later)])

  const asked = dueAt(asleep, until)

  expect(Order.parse(asked)).toEqual(asked)
  expect(is.said(asked)).toContain('finalization.finalize')
})
