import { AuthorizationPending, ChallengePending, OrderProcessing } from '@certwire/contracts'
import { expect, test } from 'vitest'
import * as is from './fixtures.ts'

const later = { generation: 1, until: '2026-11-24T12:30:00.000Z' }
const lagging = ChallengePending(is.orderId, {
  ...{ ...later, records: is.records, problem: is.lost },
})
const undecided = AuthorizationPending(is.orderId, later)
const processing = OrderProcessing(is.orderId, later)
const validating = [is.placed, is.presented, is.prepared]
const finalizing = [...validating, is.valid]

test.each([
  ['challenge.presented', [is.placed, is.presented]],
  ['csr.prepared', [is.placed, is.prepared]],
  ['challenge.pending', [is.placed, lagging]],
  ['authorization.pending', [...validating, undecided]],
  ['order.processing', [...finalizing, processing]],
])('%s that comes twice counts once', (type, messages) => {
  const order = is.after(messages)

  expect(order.history.at(-1)?.type).toBe(type)
  expect(is.after(messages.slice(-1), order)).toBe(order)
})

test('what the CA is at work on is only looked at, whatever gets in the way later', () => {
  const unreachable = { ...later, problem: is.lost }
  const next = (...messages: Parameters<typeof is.after>[0]) =>
    is.after([...messages, is.due]).outbox

  expect(
    next(...validating, undecided, AuthorizationPending(is.orderId, unreachable)),
  ).toMatchObject([{ type: 'validation.validate', data: { challengeUrls: [] } }])
  expect(
    next(...finalizing, is.cleanedUp, processing, OrderProcessing(is.orderId, unreachable)),
  ).toMatchObject([{ type: 'finalization.collect' }])
})
