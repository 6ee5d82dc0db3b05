import { DEFAULT_TENANT, TenantId } from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { checked, Limit, newestFirst } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findOrder, knownOrder } from '../known-order.ts'
import { viewOf, viewOfRequest } from '../order-view.ts'
import type { Requests } from '../requests.ts'

interface Deps {
  readonly orders: Collection<Order>
  readonly requests: Requests
}

const Query = z.strictObject({
  tenant: TenantId.default(DEFAULT_TENANT),
  limit: Limit,
  /** The last order of the page before. */
  before: z.string().optional(),
})

/** Orders, newest first, and one order. A request that was accepted is there from that moment on. */
export function orderRoutes(app: FastifyInstance, { orders, requests }: Deps): void {
  app.get('/orders', async (request) => {
    const { tenant, limit, before } = checked(Query, request.query, 'query')
    const last = before === undefined ? undefined : await knownOrder(orders, before)
    const query = { equal: [tenant], limit }
    const { found, more } = await newestFirst(orders, 'tenant', query, last, createdAt)
    return { orders: found.map(viewOf), ...more }
  })
  app.get<{ Params: { id: string } }>('/orders/:id', async ({ params: { id } }) => {
    // In this order: a request is forgotten only after its order is there.
    const request = await requests.find(id)
    const order = await findOrder(orders, id)
    if (request && !order) return viewOfRequest(request)
    return viewOf(order ?? (await knownOrder(orders, id)))
  })
}

const createdAt = (order: Order): string => order.createdAt
