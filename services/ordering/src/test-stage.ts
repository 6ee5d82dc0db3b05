import { OrderId, type Postmark, TenantId } from '@certwire/contracts'
import { orders as definition } from '@certwire/documents'
import type { Platform } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { connectOrders } from './orders.ts'

type Packets = Parameters<Platform['bus']['publish']>[0]

export const now = new Date('2026-11-24T12:00:00.000Z')
export const orderId = OrderId.parse('ord_1')
export const signal: AbortSignal = new AbortController().signal

/** What makes a draft a message that arrives. */
export const mark: Postmark = {
  ...{ id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') },
}
export const ofAnother: Postmark = { ...mark, tenantId: TenantId.parse('someone-else') }

/** Orders in a store in memory, on a bus that only writes down and can be taken away. */
export async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const documents = await store.open(definition)
  const said: string[] = []
  const state = { away: false, now }
  const publish = async (packets: Packets) => {
    if (state.away) throw new Error('the bus is away')
    said.push(...packets.map(({ id, body }) => `${id} ${JSON.parse(body).type}`))
  }
  const clock = () => state.now
  const bus = { publish } as Platform['bus']
  return { store, documents, said, state, clock, orders: connectOrders(documents, { bus, clock }) }
}
