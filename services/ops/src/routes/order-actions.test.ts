import { DnsName } from '@certwire/contracts'
import { type Incoming, type Order, transition } from '@certwire/domain'
import { expect, test } from 'vitest'
import { now, orderOf, stage } from '../test-stage.ts'

const names = [DnsName.parse('a.example.test')]
const problem = {
  ...{ code: 'ERR_TEST', reason: 'It did not work.', actor: 'nobody' as const },
  ...{ remedy: 'None.', retryable: false },
}
const opened = orderOf('ord_1', { names })
const after = (message: Incoming): Order => transition(opened, message, now)
const failed = after({ type: 'order.refused', data: { generation: 1, problem } })
const cancelled = after({ type: 'cert.cancelled', data: {} })

/** The order, stored as it is after however many versions. */
async function having(order: Order) {
  const at = await stage()
  await at.orders.insert(order)
  return at
}

test('a cancellation is handed to ordering, with its reason', async () => {
  const { post, published } = await having(opened)

  const answer = await post('/orders/ord_1/cancel', { reason: 'a typo' })

  expect(answer).toMatchObject({ status: 202, body: { orderId: 'ord_1' } })
  expect(published).toMatchObject([
    { subject: 'cert.cancelled.default', id: 'ord_1.1.cert.cancelled' },
  ])
  expect(JSON.parse(published[0]?.body ?? '')).toMatchObject({ data: { reason: 'a typo' } })
})

test('a reason is not needed, nor is a body', async () => {
  const { post } = await having(opened)

  expect((await post('/orders/ord_1/cancel')).status).toBe(202)
})

test('whoever asks twice asks once', async () => {
  const { post, published } = await having(opened)

  await Promise.all([post('/orders/ord_1/cancel'), post('/orders/ord_1/cancel')])

  expect(new Set(published.map(({ id }) => id)).size).toBe(1)
})

test('what is cancelled stays so', async () => {
  const { post, published } = await having(cancelled)

  expect((await post('/orders/ord_1/cancel')).status).toBe(202)
  expect(published).toEqual([])
})

test('a failed order is tried again', async () => {
  const { post, published } = await having(failed)

  expect((await post('/orders/ord_1/retry')).status).toBe(202)
  expect(published).toMatchObject([{ subject: 'cert.retried.default' }])
})

const approving = orderOf('ord_1', { names }, now, { needsApproval: true })
const approved = transition(approving, { type: 'cert.approved', data: { by: 'maria' } }, now)

test.each([
  ['approve', { by: 'maria' }, 'cert.approved'],
  ['deny', { reason: 'not ours' }, 'cert.denied'],
  ['deny', undefined, 'cert.denied'],
])('to %s with %j is handed to ordering', async (verb, body, type) => {
  const { post, published } = await having(approving)

  expect((await post(`/orders/ord_1/${verb}`, body)).status).toBe(202)
  expect(published).toMatchObject([{ subject: `${type}.default`, id: `ord_1.1.${type}` }])
  expect(JSON.parse(published[0]?.body ?? '').data).toEqual(body ?? {})
})

test('what is approved stays so', async () => {
  const { get, post, published } = await having(approved)

  expect((await post('/orders/ord_1/approve')).status).toBe(202)
  expect(published).toEqual([])
  expect((await get('/orders/ord_1')).body).toMatchObject({
    approval: { at: now.toISOString(), by: 'maria' },
  })
})

test('an order that needs approval says so', async () => {
  const { get } = await having(approving)

  expect((await get('/orders/ord_1')).body).toMatchObject({
    ...{ phase: 'approving', approval: {}, waitingFor: { what: 'somebody to approve it' } },
  })
})

test.each([
  ['what needs no approval is not approved', opened, 'approve', 'ERR_ORDER_NOT_APPROVING'],
  ['what is approved is not denied', approved, 'deny', 'ERR_ORDER_NOT_APPROVING'],
  ['a failed order is not cancelled', failed, 'cancel', 'ERR_ORDER_FINISHED'],
  ['an open order is not retried', opened, 'retry', 'ERR_ORDER_NOT_FAILED'],
  ['a cancelled order is not retried', cancelled, 'retry', 'ERR_ORDER_NOT_FAILED'],
  [
    'a request that was refused is not retried',
    orderOf('ord_1', { problem }),
    'retry',
    'ERR_ORDER_REFUSED',
  ],
])('%s', async (_, order, verb, code) => {
  const { post, published } = await having(order)

  expect(await post(`/orders/ord_1/${verb}`)).toMatchObject({ status: 409, body: { code } })
  expect(published).toEqual([])
})

test.each(['cancel', 'retry'])('there is nothing to %s without an order', async (verb) => {
  const { post } = await stage()

  const answer = await post(`/orders/ord_9/${verb}`)

  expect(answer).toMatchObject({ status: 404, body: { code: 'ERR_ORDER_UNKNOWN' } })
})

test('a bus that is away is told as such: the caller has to ask again', async () => {
  const { post, state } = await having(opened)
  state.away = true

  const answer = await post('/orders/ord_1/cancel')

  expect(answer).toMatchObject({ status: 503, body: { code: 'ERR_HTTP_UNAVAILABLE' } })
})
