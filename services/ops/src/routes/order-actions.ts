import { CertCancelled, CertRetried, type Draft, stamp } from '@certwire/contracts'
import { isFinished, type Order } from '@certwire/domain'
import { HttpProblem, type Platform, post } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { checked } from '../checked.ts'
import { knownOrder } from '../known-order.ts'

interface Deps extends Pick<Platform, 'bus' | 'clock'> {
  readonly orders: Collection<Order>
}

interface Ask {
  Params: { id: string }
}

const Cancellation = z.strictObject({ reason: z.string().max(500).optional() }).nullish()

/** What a person may ask of an order; ordering does it. */
export function orderActionRoutes(app: FastifyInstance, { orders, bus, clock }: Deps): void {
  // The id follows from the version that was seen, so that whoever asks twice at once asks once.
  const say = ({ _id, version, tenantId }: Order, draft: Draft) => {
    const mark = { source: '/certwire/ops', time: clock(), tenantId }
    return post(bus, [stamp(draft, { ...mark, id: `${_id}.${version}.${draft.type}` })])
  }
  app.post<Ask>('/orders/:id/cancel', async ({ params, body }, reply) => {
    const order = await knownOrder(orders, params.id)
    const data = checked(Cancellation, body, 'body') ?? {}
    if (order.phase !== 'cancelled') {
      refuseUnless(!isFinished(order), order, 'ERR_ORDER_FINISHED', 'there is nothing to cancel')
      await say(order, CertCancelled(order._id, data))
    }
    return reply.code(202).send({ orderId: order._id })
  })
  app.post<Ask>('/orders/:id/retry', async ({ params }, reply) => {
    const order = await knownOrder(orders, params.id)
    const failed = order.phase === 'failed'
    refuseUnless(failed, order, 'ERR_ORDER_NOT_FAILED', 'only a failed one is tried again')
    refuseUnless(order.names.length > 0, order, 'ERR_ORDER_REFUSED', 'it was refused as a request')
    await say(order, CertRetried(order._id, {}))
    return reply.code(202).send({ orderId: order._id })
  })
}

function refuseUnless(may: boolean, { phase }: Order, code: string, why: string): void {
  if (may) return
  const remedy = 'Look at the order; for another certificate send another request.'
  throw new HttpProblem(409, code, `The order is ${phase}: ${why}.`, remedy)
}
