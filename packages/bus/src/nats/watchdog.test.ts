import type { ConsumerInfo } from '@nats-io/jetstream'
import { expect, test } from 'vitest'
import { isStill, isStuck } from './watchdog.ts'

const info = (part: object): ConsumerInfo => {
  const usual = {
    created: '2030-01-01T00:00:00Z',
    config: { max_ack_pending: 500 },
    delivered: { consumer_seq: 7 },
    ack_floor: { stream_seq: 3 },
    num_pending: 0,
    num_ack_pending: 0,
    num_waiting: 1,
  }
  // Only what the watchdog reads.
  return { ...usual, ...part } as unknown as ConsumerInfo
}

test('a consumer with nothing to do is not stuck, however long', () => {
  expect(isStuck(info({}), 100)).toBe(false)
})

test('messages that are not delivered to somebody who asks are held back', () => {
  expect(isStuck(info({ num_pending: 1 }), 1)).toBe(true)
})

test('the first look proves nothing', () => {
  expect(isStuck(info({ num_pending: 1 }), 0)).toBe(false)
})

test('an operator who paused it, or a pull that did not arrive, is no reason', () => {
  expect(isStuck(info({ num_pending: 1, paused: true }), 9)).toBe(false)
  expect(isStuck(info({ num_pending: 1, num_waiting: 0 }), 9)).toBe(false)
})

test('what is not acked gets five looks, also when it fills the consumer', () => {
  const slow = info({ num_ack_pending: 2 })
  const full = info({ num_ack_pending: 500, num_pending: 10 })

  expect([isStuck(slow, 4), isStuck(slow, 5), isStuck(full, 4), isStuck(full, 5)]).toEqual([
    false,
    true,
    false,
    true,
  ])
})

test('any movement, or another consumer of the same name, starts the count anew', () => {
  const before = info({})

  expect(isStill(undefined, before)).toBe(false)
  expect(isStill(before, info({}))).toBe(true)
  expect(isStill(before, info({ delivered: { consumer_seq: 8 } }))).toBe(false)
  expect(isStill(before, info({ ack_floor: { stream_seq: 4 } }))).toBe(false)
  expect(isStill(before, info({ created: '2030-01-01T00:00:01Z' }))).toBe(false)
})
