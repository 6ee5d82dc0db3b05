import { OrderId, type Problem } from '@certwire/contracts'
import { type Order, requested } from '@certwire/domain'
import { expect, test } from 'vitest'
import { followed } from './follow.ts'
import { certificateOf, dayText, orderOf, renewalOf } from './test-stage.ts'

const successor = OrderId.parse('ord_2')
const now = new Date(dayText(61))
const underWay = requested(renewalOf(certificateOf('1')), successor, new Date(dayText(60)))
const problem: Problem = {
  ...{ code: 'ERR_TEST', reason: 'It did not work.', actor: 'ca', remedy: 'None.' },
  retryable: false,
}

const following = (order: object) =>
  followed(underWay, successor, orderOf(certificateOf('2'), order as Partial<Order>), now)

test.each(['issued', 'revoking', 'revoked'])('an order that is %s has renewed it', (phase) => {
  expect(following({ phase })).toMatchObject({ state: 'renewed', renewedBy: 'crt_2' })
})

test('one that failed is followed by another, and its problem is kept', () => {
  expect(following({ phase: 'failed', problem })).toMatchObject({
    ...{ state: 'scheduled', reason: 'failure', attempt: 2, problem },
  })
})

test.each([
  ['was cancelled', { phase: 'cancelled' }, 'ERR_RENEWAL_STOPPED'],
  [
    'was denied',
    { phase: 'failed', problem: { ...problem, code: 'ERR_APPROVAL_DENIED' } },
    'ERR_APPROVAL_DENIED',
  ],
])('one that %s is the last', (_, order, code) => {
  expect(following(order)).toMatchObject({ state: 'stopped', problem: { code } })
})

test('one that waits is waited for, and why is known', () => {
  const next = following({ phase: 'placing', waitingFor: problem })

  expect(next).toMatchObject({ state: 'requested', problem })
})

test('one that is not there is waited for', () => {
  expect(followed(underWay, successor, undefined, now)).toMatchObject({ state: 'requested' })
})
