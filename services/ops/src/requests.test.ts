import { DnsName, OrderId, TenantId } from '@certwire/contracts'
import { orders } from '@certwire/documents'
import { createLog } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { requests } from './documents.ts'
import { connectRequests } from './requests.ts'
import { now, orderOf } from './test-stage.ts'

const orderId = OrderId.parse('ord_1')
const tenantId = TenantId.parse('default')
const data = { names: ['a.example.test'], issuer: 'sandbox' }
const never = new AbortController().signal

async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const collections = { requests: await store.open(requests), orders: await store.open(orders) }
  const said: string[] = []
  let time = now.getTime()
  const kept = connectRequests({
    ...collections,
    clock: () => new Date(time),
    log: createLog('silent'),
    bus: {
      publish: async (packets: { id: string }[]) => said.push(...packets.map(({ id }) => id)),
    } as never,
  })
  return { ...collections, said, kept, pass: (ms: number) => (time += ms) }
}

test('a request without an order is said again, each time under a new id', async () => {
  const { kept, said, pass } = await stage()
  await kept.take(orderId, tenantId, data)

  for (let round = 0; round < 2; round += 1) {
    pass(15_000)
    await kept.sweep(never)
  }

  expect(said).toEqual(['ord_1.request.1', 'ord_1.request.2', 'ord_1.request.3'])
})

test('before its time it is not', async () => {
  const { kept, said, pass } = await stage()
  await kept.take(orderId, tenantId, data)

  pass(14_000)
  await kept.sweep(never)

  expect(said).toHaveLength(1)
})

test('once its order is there it is forgotten', async () => {
  const { kept, said, pass, ...collections } = await stage()
  await kept.take(orderId, tenantId, data)
  await collections.orders.insert(orderOf('ord_1', { names: [DnsName.parse('a.example.test')] }))

  pass(15_000)
  await kept.sweep(never)

  expect([said.length, await kept.find(orderId)]).toEqual([1, undefined])
})

test('two sweepers say it once', async () => {
  const { kept, said, pass } = await stage()
  await kept.take(orderId, tenantId, data)

  pass(15_000)
  await Promise.all([kept.sweep(never), kept.sweep(never)])

  expect(said).toEqual(['ord_1.request.1', 'ord_1.request.2'])
})
