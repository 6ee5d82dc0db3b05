import {
  ChallengePresented,
  CsrPrepared,
  DnsName,
  OrderPlaced,
  OrderRefused,
  type Problem,
  stamp,
  TenantId,
} from '@certwire/contracts'
import { open } from '@certwire/domain'
import { describe, expect, test } from 'vitest'
import { connectOrders } from './orders.ts'
import { mark, now, orderId, stage } from './test-stage.ts'

const name = DnsName.parse('a.example.test')
const record = { name: `_acme-challenge.${name}`, value: 'v'.repeat(43) }
const hopeless: Problem = {
  ...{ code: 'ERR_TEST', reason: 'No.', actor: 'operator', remedy: 'None.', retryable: false },
}
const placed = stamp(
  OrderPlaced(orderId, {
    generation: 1,
    orderUrl: 'https://ca.example/order/1',
    finalizeUrl: 'https://ca.example/order/1/finalize',
    challenges: [{ name, url: 'https://ca.example/chall/1', record }],
  }),
  mark,
)
const presented = stamp(ChallengePresented(orderId, { generation: 1, records: [record] }), mark)
const prepared = stamp(CsrPrepared(orderId, { generation: 1, csr: 'CSR' }), mark)
const refused = stamp(OrderRefused(orderId, { generation: 1, problem: hopeless }), mark)

const opened = open(
  {
    ...{ orderId, tenantId: TenantId.parse('default'), digest: 'd', issuer: 'sandbox' },
    ...{ key: 'p256', verdict: { names: [name] } },
  },
  now,
)

/** The stage with an order on it, which has asked to be placed. */
async function placing() {
  const is = await stage()
  await is.orders.create(opened)
  is.said.length = 0
  return is
}

test('what an order says is saved before it is said', async () => {
  const is = await stage()
  is.state.away = true

  await expect(is.orders.create(opened)).rejects.toThrow('away')

  expect((await is.documents.get(orderId))?.outbox).toMatchObject([{ id: 'ord_1.1.0' }])
})

test('an order that cannot be saved says nothing', async () => {
  const is = await placing()
  const full = { ...is.documents, replace: () => Promise.reject(new Error('the disk is full')) }
  const orders = connectOrders(full, {
    ...is,
    bus: { publish: () => expect.fail('said') } as never,
  })

  await expect(orders.move(placed)).rejects.toThrow('full')
})

test('two answers that arrive at once both count', async () => {
  const is = await placing()
  await is.orders.move(placed)

  await Promise.all([is.orders.move(presented), is.orders.move(prepared)])

  expect(await is.documents.get(orderId)).toMatchObject({ phase: 'validating', version: 4 })
  expect(is.said.filter((said) => said.endsWith('validation.validate'))).toHaveLength(1)
})

test('an order that this process moved last is not read again', async () => {
  const is = await stage()
  const unread = { ...is.documents, get: () => expect.fail('read') }
  const orders = connectOrders(unread, { ...is, bus: { publish: async () => {} } as never })
  await orders.create(opened)

  await orders.move(placed)

  expect(await is.documents.get(orderId)).toMatchObject({ phase: 'proving', version: 2 })
})

test('what another process did meanwhile is not forgotten', async () => {
  const is = await placing()
  const elsewhere = connectOrders(is.documents, {
    ...is,
    bus: { publish: async () => {} } as never,
  })
  await elsewhere.move(placed)
  await elsewhere.move(presented)

  await is.orders.move(prepared)

  expect(await is.documents.get(orderId)).toMatchObject({ phase: 'validating', version: 4 })
})

test('a crash between saving and saying is healed by the redelivery', async () => {
  const is = await placing()
  is.state.away = true
  await expect(is.orders.move(placed)).rejects.toThrow('away')
  is.state.away = false

  await is.orders.move(placed)

  expect(is.said).toEqual([
    ...['ord_1.2.0 dev.certwire.solver.present', 'ord_1.2.1 dev.certwire.storage.prepare'],
  ])
  expect(await is.documents.get(orderId)).toMatchObject({ version: 2 })
})

test('what can mean nothing more to an order changes nothing', async () => {
  const is = await placing()
  await is.orders.move(placed)
  const before = await is.documents.get(orderId)

  await is.orders.move(refused)

  expect(await is.documents.get(orderId)).toEqual(before)
})

test('an order that has ended, and has said so, is not looked at again', async () => {
  const is = await placing()

  await is.orders.move(refused)

  expect(is.said).toEqual(['ord_1.2.0 dev.certwire.cert.failed'])
  const order = await is.documents.get(orderId)
  expect(order).toMatchObject({ phase: 'failed', outbox: [] })
  expect(order).not.toHaveProperty('nextAt')
})

test('its last words stay until they are out', async () => {
  const is = await placing()
  is.state.away = true
  await expect(is.orders.move(refused)).rejects.toThrow('away')

  const order = await is.documents.get(orderId)

  expect(order).toMatchObject({ phase: 'failed', outbox: [{ type: 'cert.failed' }] })
  expect(order?.nextAt).toBeDefined()
})

test('a message that names no order goes to the dead letters', async () => {
  const { orders } = await stage()

  await expect(orders.move(placed)).rejects.toMatchObject({
    ...{ name: 'Reject', code: 'ERR_ORDER_UNKNOWN' },
  })
})

describe('when the time of an order has come', () => {
  const later = new Date(now.getTime() + 60_000)

  test('it is due, and asks again', async () => {
    const is = await placing()
    expect(await is.orders.due(9)).toEqual([])
    is.state.now = later

    const [order] = await is.orders.due(9)
    await is.orders.remind(order ?? expect.fail('nothing is due'))

    expect(is.said).toEqual(['ord_1.2.0 dev.certwire.ordering.place'])
    expect(await is.orders.due(9)).toEqual([])
  })

  test('two sweepers make it ask once', async () => {
    const is = await placing()
    is.state.now = later
    const [order] = await is.orders.due(9)
    const reminded = order ?? expect.fail('nothing is due')

    await Promise.all([is.orders.remind(reminded), is.orders.remind(reminded)])

    expect(is.said).toHaveLength(1)
    expect(await is.documents.get(orderId)).toMatchObject({ redrives: 1 })
  })
})
