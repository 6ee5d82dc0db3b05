import { CertApproved, CertCancelled, CertDenied, CertRetried } from '@certwire/contracts'
import { isFinished, type Order } from '@certwire/domain'
import { checked, type Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { asking, refuseUnless } from '../ask.ts'
import { knownOrder } from '../known-order.ts'

interface Deps extends Pick<Platform, 'bus' | 'clock'> {
  readonly orders: Collection<Order>
}

interface One {
  Params: { id: string }
}

/** Bodies that may be left out. */
const Cancellation = CertCancelled.schema.nullish()
const Approval = CertApproved.schema.nullish()
const Denial = CertDenied.schema.nullish()

/** What a person may ask of an order; ordering does it. */
export function orderActionRoutes(app: FastifyInstance, { orders, ...platform }: Deps): void {
  const ask = asking(platform)
  app.post<One>('/orders/:id/cancel', async ({ params, body }, reply) => {
    const order = await knownOrder(orders, params.id)
    const data = checked(Cancellation, body, 'body') ?? {}
    if (order.phase !== 'cancelled') {
      const isOpen = !isFinished(order) && order.phase !== 'revoking'
      refuseUnless(isOpen, order, 'ERR_ORDER_FINISHED', 'there is nothing to cancel')
      await ask(order, CertCancelled(order._id, data))
    }
    return reply.code(202).send({ orderId: order._id })
  })
  app.post<One>('/orders/:id/retry', async ({ params }, reply) => {
    const order = await knownOrder(orders, params.id)
    const failed = order.phase === 'failed'
    refuseUnless(failed, order, 'ERR_ORDER_NOT_FAILED', 'only a failed one is tried again')
    refuseUnless(order.names.length > 0, order, 'ERR_ORDER_REFUSED', 'it was refused as a request')
    await ask(order, CertRetried(order._id, {}))
    return reply.code(202).send({ orderId: order._id })
  })
  app.post<One>('/orders/:id/approve', async ({ params, body }, reply) => {
    const order = await knownOrder(orders, params.id)
    const data = checked(Approval, body, 'body') ?? {}
    if (order.approval?.at === undefined) {
      refuseUnless(order.phase === 'approving', order, ...notAsked)
      await ask(order, CertApproved(order._id, data))
    }
    return reply.code(202).send({ orderId: order._id })
  })
  app.post<One>('/orders/:id/deny', async ({ params, body }, reply) => {
    const order = await knownOrder(orders, params.id)
    const data = checked(Denial, body, 'body') ?? {}
    refuseUnless(order.phase === 'approving', order, ...notAsked)
    await ask(order, CertDenied(order._id, data))
    return reply.code(202).send({ orderId: order._id })
  })
}

const notAsked = ['ERR_ORDER_NOT_APPROVING', 'nobody is asked to approve it'] as const
