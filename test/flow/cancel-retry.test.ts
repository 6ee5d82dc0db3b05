import { expect } from 'vitest'
import { test } from '../support/staged.ts'
import { stops } from '../support/waits.ts'

const names = ['a.example.test', '*.a.example.test']

test.concurrent('orders cancelled in any phase stay so and leave no record', async ({ on }) => {
  const parked = await Promise.all(stops.map(({ type }) => on.park(type)))
  const orderIds = parked.map(({ orderId }) => orderId)
  const before = await Promise.all(orderIds.map((id) => on.order(id)))

  for (const id of orderIds) await on.post(`/orders/${id}/cancel`, { reason: 'sold' })
  for (const id of orderIds) await on.reached(id, 'cancelled')
  for (const { release } of parked) await release()
  await on.settled()
  const after = await Promise.all(orderIds.map((id) => on.order(id)))

  expect(before).toMatchObject(stops.map(({ phase }) => ({ phase })))
  expect(after).toMatchObject(stops.map(() => ({ phase: 'cancelled', records: [] })))
  expect(on.dns.records()).toEqual([])
})

test.concurrent('a failed order that is retried is another order at the CA', async ({ on }) => {
  on.provider.fail(403)
  const orderId = await on.request(names)
  await on.reached(orderId, 'failed')
  on.provider.fail()

  await on.post(`/orders/${orderId}/retry`, {})
  await on.post(`/orders/${orderId}/retry`, {})
  const { generation } = await on.reached(orderId, 'issued')
  await on.settled()

  expect(generation).toBe(2)
  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})

test.concurrent('an order whose records the CA did not find is placed again', async ({ on }) => {
  const { orderId, release } = await on.park('validation.validate', names)
  for (const record of on.dns.records()) on.dns.remove(record)
  await release()
  await on.settled()
  const { phase, generation, problem } = await on.order(orderId)

  on.clock.pass(60_000)
  await on.reached(orderId, 'issued')
  await on.settled()

  expect([phase, generation, problem?.code]).toEqual(['placing', 2, 'ERR_AUTHORIZATION_INVALID'])
  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})

test.concurrent('whatever is asked of an order that is issued, it stays issued', async ({ on }) => {
  const orderId = await on.request(names)
  const { certificate } = await on.reached(orderId, 'issued')

  await on.publish('cert.cancelled', JSON.stringify({ orderId }))
  await on.publish('cert.retried', JSON.stringify({ orderId }))
  const { status } = await on.post(`/orders/${orderId}/retry`, {})
  await on.settled()

  expect(status).toBe(409)
  expect(await on.order(orderId)).toMatchObject({ phase: 'issued', generation: 1, certificate })
  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})
