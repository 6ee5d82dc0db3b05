import { randomUUID } from 'node:crypto'
import type { Config } from '@certwire/config'
import { DEFAULT_TENANT, NO_ORDER, type WebhookSourceView } from '@certwire/contracts'
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

/** Who may send us webhooks, who is sent some, what of that is not delivered, and a way to try it. */
export function webhookRoutes(app: FastifyInstance, deps: Deps): void {
  const { subscribers, deliveries, clock } = deps
  app.get('/webhooks/sources', async () => ({ sources: await sourceViews(deps) }))
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
    const about = { type: 'certwire.test', time, orderId: NO_ORDER, data: {} }
    const eventId = randomUUID()
    const sent = subscribers.all.map(async (one) => {
      const delivery = deliveryOf(one, { ...about, tenantId: DEFAULT_TENANT })
      return { subscriber: one.id, delivery: await deliveries.keep(eventId, delivery) }
    })
    return reply.code(202).send({ sent: await Promise.all(sent) })
  })
}

const sourceViews = ({ configured, receipts }: Deps): Promise<WebhookSourceView[]> =>
  Promise.all(
    Object.entries(configured).map(async ([name, source]) => {
      const { kind, issuer, verify = kinds[kind].verify } = source
      const lastAt = await receipts.last(name)
      return {
        ...{ name, kind, issuer, path: `/webhooks/${name}`, verify: verify.map(({ by }) => by) },
        ...(lastAt !== undefined && { lastAt }),
      }
    }),
  )

function known(subscribers: Subscribers, id: string): Subscriber {
  const subscriber = subscribers.all.find((one) => one.id === id)
  if (subscriber) return subscriber
  const remedy = 'Look for it in the list of subscribers; one whose URL has changed is another.'
  throw new HttpProblem(404, 'ERR_SUBSCRIBER_UNKNOWN', 'There is no such subscriber.', remedy)
}
