import { rangesOf } from '@certwire/config'
import { CertExpiring, CertFailed, CertIssued, WebhookReceived } from '@certwire/contracts'
import { on, type Platform, service } from '@certwire/runtime'
import { forget } from './forget.ts'
import { connectSources } from './inbound/connect-sources.ts'
import { rateLimit } from './inbound/rate-limit.ts'
import { receipts } from './inbound/receipt-documents.ts'
import { connectReceipts } from './inbound/receipts.ts'
import { receiveRoutes } from './inbound/routes.ts'
import { deliver } from './outbound/deliver.ts'
import { connectDeliveries } from './outbound/deliveries.ts'
import { deliveries, subscribers } from './outbound/delivery-documents.ts'
import { guardedAgent, openAgent } from './outbound/guard.ts'
import { notify } from './outbound/notify.ts'
import { connectSubscribers } from './outbound/subscribers.ts'
import { webhookRoutes } from './routes.ts'

export const webhook = service({
  name: 'webhook',
  connect: async ({ config: { webhooks }, store, bus, clock, log, random }: Platform) => {
    const agents = { guarded: guardedAgent(), open: openAgent() }
    const states = await store.open(subscribers)
    return {
      ...{ bus, clock, log, agents, configured: webhooks.sources },
      sources: connectSources(webhooks),
      proxies: rangesOf(webhooks.trustedProxies),
      limit: rateLimit(clock),
      receipts: connectReceipts(await store.open(receipts), clock),
      subscribers: connectSubscribers(webhooks.subscribers, states, clock),
      deliveries: connectDeliveries(await store.open(deliveries), { clock, random }),
      agentOf: ({ allowPrivate }: { readonly allowPrivate: boolean }) =>
        allowPrivate ? agents.open : agents.guarded,
    }
  },
  handlers: [on(CertIssued, [], notify), on(CertFailed, [], notify), on(CertExpiring, [], notify)],
  says: [WebhookReceived],
  jobs: [
    { name: 'deliver', everyMs: 1000, run: deliver },
    { name: 'forget', everyMs: 60_000, run: forget },
  ],
  routes: webhookRoutes,
  publicRoutes: receiveRoutes,
  close: async ({ agents }) => {
    await Promise.all([agents.guarded.destroy(), agents.open.destroy()])
  },
})
