import { randomUUID } from 'node:crypto'
import type { Config } from '@certwire/config'
import { NO_ORDER, TenantId } from '@certwire/contracts'
import { HttpProblem } from '@certwire/runtime'
import type { FastifyInstance } from 'fastify'
import type { Receipts } from './inbound/receipts.ts'
import type { Deliveries } from './outbound/deliveries.ts'
import { deliveryOf } from './outbound/notify.ts'
import type { Subscriber, Subscribers } from './outbound/subscribers.ts'
import { kinds } from './sources/index.ts'
import { deliveryView, subscriberView } from './views.ts'

interface Deps {
  readonly configured: Config['webhooks']['sources']
  readonly receipts: Receipts
  readonly subscribers: Subscribers
  readonly deliveries: Deliveries
  readonly clock: () => Date
}

interface One {
  Params: { id: string }
}

const MOST = 200
const tenantId = TenantId.parse('default')

/** Who may send us webhooks, who is sent some, what of that is not delivered, and a way to try it. */
export function webhookRoutes(app: FastifyInstance, deps: Deps): void {
  const { configured, receipts, subscribers, deliveries, clock } = deps
  app.get('/webhooks/sources', async () => {
    const sources = Object.entries(configured).map(async ([name, source]) => {
      const { kind, issuer, verify = kinds[kind].verify } = source
      const lastAt = await receipts.last(name)
      return {
        ...{ name, kind, issuer, path: `/webhooks/${name}`, verify: verify.map(({ by }) => by) },
        ...(lastAt !== undefined && { lastAt }),
      }
    })
    return { sources: await Promise.all(sources) }
  })
  app.get('/webhooks/subscribers', async () => {
    const all = subscribers.all.map(async (one) =>
      subscriberView(one, await subscribers.state(one.id), clock()),
    )
    return { subscribers: await Promise.all(all) }
  })
  app.post<One>('/webhooks/subscribers/:id/enable', async ({ params }) => {
    const subscriber = known(subscribers, params.id)
    await subscribers.enable(subscriber.id)
    return subscriberView(subscriber, undefined, clock())
  })
  app.get('/webhooks/deliveries', async () => ({
    deliveries: (await deliveries.open(MOST)).map(deliveryView),
  }))
  app.post('/webhooks/test', async (_, reply) => {
    const time = clock().toISOString()
    const about = { type: 'certwire.test', time, tenantId, orderId: NO_ORDER, data: {} }
    const eventId = randomUUID()
    const sent = subscribers.all.map(async (one) => ({
      ...{ subscriber: one.id, delivery: await deliveries.keep(eventId, deliveryOf(one, about)) },
    }))
    return reply.code(202).send({ sent: await Promise.all(sent) })
  })
}

function known(subscribers: Subscribers, id: string): Subscriber {
  const subscriber = subscribers.all.find((one) => one.id === id)
  if (subscriber) return subscriber
  const remedy = 'Look for it in the list of subscribers; one whose URL has changed is another.'
  throw new HttpProblem(404, 'ERR_SUBSCRIBER_UNKNOWN', 'There is no such subscriber.', remedy)
}
