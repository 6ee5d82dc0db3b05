import { randomUUID } from 'node:crypto'
import {
  CertCancelled,
  CertRetried,
  type Draft,
  OrderId,
  stamp,
  TenantId,
} from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { HttpProblem, type Platform, post } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checked } from '../checked.ts'
import { viewOf } from '../order-view.ts'

interface Deps extends Pick<Platform, 'bus' | 'clock'> {
  readonly orders: Collection<Order>
}

const TENANT = TenantId.parse('default')
const Page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `createdAt` of the last order of the page before. */
  before: z.iso.datetime().optional(),
})
const Cancellation = z.strictObject({ reason: z.string().max(500).optional() }).nullish()

/** Orders, newest first; one order; and what a person may ask of it. */
export function orderRoutes(app: FastifyInstance, { orders, bus, clock }: Deps): void {
  const find = async (params: unknown): Promise<Order> => {
    const id = OrderId.safeParse((params as { id: string }).id)
    const order = id.success ? await orders.get(id.data) : undefined
    if (!order) throw new HttpProblem(404, 'ERR_ORDER_UNKNOWN', 'There is no such order.')
    return order
  }
  const say = async ({ _id, tenantId }: Order, draft: Draft) => {
    const id = `${_id}.${draft.type}.${randomUUID()}`
    await post(bus, [stamp(draft, { id, source: '/certwire/ops', time: clock(), tenantId })])
    return { orderId: _id }
  }
  app.get('/orders', async ({ query }) => {
    const { limit, before } = checked(Page, query)
    const range = before === undefined ? {} : { to: before }
    const found = await orders.find('tenant', {
      equal: [TENANT],
      ...range,
      limit,
      descending: true,
    })
    return { orders: found.filter(({ createdAt }) => createdAt !== before).map(viewOf) }
  })
  app.get('/orders/:id', async ({ params }) => viewOf(await find(params)))
  app.post('/orders/:id/cancel', async ({ params, body }, reply) => {
    const order = await find(params)
    const data = checked(Cancellation, body) ?? {}
    return reply.code(202).send(await say(order, CertCancelled(order._id, data)))
  })
  app.post('/orders/:id/retry', async ({ params }, reply) => {
    const order = await find(params)
    if (order.phase !== 'failed')
      throw new HttpProblem(
        409,
        'ERR_ORDER_NOT_FAILED',
        `The order is ${order.phase}; only a failed one is retried.`,
      )
    return reply.code(202).send(await say(order, CertRetried(order._id, {})))
  })
}
