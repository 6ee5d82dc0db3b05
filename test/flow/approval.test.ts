import { expect } from 'vitest'
import { staged } from '../support/staged.ts'

const names = ['a.example.test']

const test = staged({
  adapt: (config) => ({
    ...config,
    policy: { ...config.policy, approval: 'new' as const, approvalWithinDays: 1 },
  }),
})

test.concurrent('nothing goes to the CA before somebody approves', async ({ on }) => {
  const orderId = await on.request(names)
  await on.until(orderId, ({ phase }) => phase === 'approving')
  await on.quiet()
  const before = on.ca.ledger.orders.length

  await on.post(`/orders/${orderId}/approve`, { by: 'maria' })
  const order = await on.reached(orderId, 'issued')

  expect(before).toBe(0)
  expect(on.said(orderId).slice(0, 2)).toEqual(['cert.requested', 'approval.requested'])
  expect(order).toMatchObject({ generation: 1, approval: { by: 'maria' } })
})

test.concurrent('an order is approved over the bus, and once', async ({ on }) => {
  const orderId = await on.ask({ names })
  await on.until(orderId, ({ phase }) => phase === 'approving')

  await on.publish('cert.approved', JSON.stringify({ orderId }))
  await on.publish('cert.approved', JSON.stringify({ orderId }))
  // Whichever comes first counts, and the bus shuffles.
  await on.until(orderId, ({ phase }) => phase !== 'approving')
  await on.publish('cert.denied', JSON.stringify({ orderId }))
  await on.reached(orderId, 'issued')
  await on.settled()

  expect(on.tally()).toEqual({ finalized: 1, issued: 1, records: 0 })
})

test.concurrent('a denied order ends, and is put to them again when it is retried', async ({
  on,
}) => {
  const orderId = await on.request(names)
  await on.until(orderId, ({ phase }) => phase === 'approving')
  await on.post(`/orders/${orderId}/deny`, { by: 'maria', reason: 'not ours' })
  const { problem } = await on.reached(orderId, 'failed')

  await on.post(`/orders/${orderId}/retry`, {})
  await on.until(orderId, ({ phase }) => phase === 'approving')
  await on.post(`/orders/${orderId}/approve`, {})

  expect(problem).toMatchObject({
    ...{ code: 'ERR_APPROVAL_DENIED', actor: 'requester' },
    reason: expect.stringContaining('not ours'),
  })
  await on.reached(orderId, 'issued')
})

test.concurrent('an order that nobody approves in time ends', async ({ on }) => {
  const orderId = await on.request(names)
  await on.until(orderId, ({ phase }) => phase === 'approving')

  on.clock.pass(86_400_000)

  expect(await on.reached(orderId, 'failed')).toMatchObject({
    problem: { code: 'ERR_APPROVAL_OVERDUE', actor: 'operator' },
  })
  expect(on.ca.ledger.orders).toEqual([])
})

test.concurrent('a renewal of the same names goes to the CA at once, and whoever only says so does not', async ({
  on,
}) => {
  const first = await on.request(names)
  await on.until(first, ({ phase }) => phase === 'approving')
  await on.post(`/orders/${first}/approve`, {})
  const { certificate } = await on.reached(first, 'issued')
  const renewalOf = certificate?.certificateId

  const renewal = await on.ask({ names, renewalOf })
  const other = await on.ask({ names: [...names, 'b.example.test'], renewalOf })

  expect(await on.reached(renewal, 'issued')).toMatchObject({ renewalOf })
  expect(await on.until(other, ({ phase }) => phase !== 'requested')).toMatchObject({
    phase: 'approving',
  })
})
