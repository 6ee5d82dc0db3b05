import { DnsName, PlaceOrder, type Problem, stamp } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { mark, now, orderId } from '../test-stage.ts'
import { objected } from './objected.ts'

const problem = (retryable: boolean): Problem => ({
  ...{ code: 'ERR_DNS_SERVFAIL', reason: 'ns1: SERVFAIL', remedy: 'See why.', retryable },
  actor: 'dns-provider',
})
const chance = (random: number) => ({ clock: () => now, random: () => random })

function message(deferred?: number) {
  const data = { issuer: 'sandbox', generation: 1, names: [DnsName.parse('a.example')] }
  return stamp(PlaceOrder(orderId, { ...data, ...(deferred && { deferred }) }), mark)
}

test('what does not pass by itself refuses the order', () => {
  expect(objected(message(), problem(false), chance(0))).toMatchObject({
    ...{ type: 'order.refused', data: { generation: 1, problem: problem(false) } },
  })
})

test.each([
  [undefined, 0, '12:01:00'],
  [undefined, 1, '12:01:30'],
  [1, 0, '12:02:00'],
  [2, 0, '12:04:00'],
  [9, 0, '12:30:00'],
])('what may pass puts it off: after %s times, with chance %s, until %s', (times, random, at) => {
  expect(objected(message(times), problem(true), chance(random))).toMatchObject({
    ...{ type: 'order.deferred', data: { generation: 1, until: `2026-11-24T${at}.000Z` } },
  })
})
