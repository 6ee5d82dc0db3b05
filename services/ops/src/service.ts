import {
  ALL_DEAD,
  ALL_EVENTS,
  CertCancelled,
  CertRequested,
  CertRetried,
} from '@certwire/contracts'
import { certificates, orders } from '@certwire/documents'
import { type Platform, service } from '@certwire/runtime'
import { fastifySSE } from '@fastify/sse'
import { dead, events, requests } from './documents.ts'
import { recordDead, recordEvent } from './record.ts'
import { connectRequests } from './requests.ts'
import { certificateRoutes } from './routes/certificates.ts'
import { deadRoutes } from './routes/dead.ts'
import { eventRoutes } from './routes/events.ts'
import { orderRoutes } from './routes/orders.ts'
import { requestRoutes } from './routes/requests.ts'
import { connectTimeline } from './timeline.ts'

export const ops = service({
  name: 'ops',
  connect: async ({ config, store, bus, clock }: Platform) => {
    const read = { orders: await store.open(orders), certificates: await store.open(certificates) }
    return {
      ...{ bus, clock, ...read },
      timeline: connectTimeline(await store.open(events), clock),
      dead: await store.open(dead),
      requests: connectRequests({
        ...{ requests: await store.open(requests), orders: read.orders, bus, clock },
      }),
      issuers: Object.keys(config.issuers),
      defaultIssuer: config.defaultIssuer,
    }
  },
  handlers: [],
  says: [CertRequested, CertCancelled, CertRetried],
  taps: [
    { name: 'timeline', filter: ALL_EVENTS, take: recordEvent },
    { name: 'dead', filter: ALL_DEAD, take: recordDead },
  ],
  jobs: [
    { name: 'requests', everyMs: 5000, run: ({ requests: all }, signal) => all.sweep(signal) },
  ],
  routes: (app, deps) => {
    void app.register(async (api) => {
      await api.register(fastifySSE)
      eventRoutes(api, deps)
    })
    requestRoutes(app, deps)
    orderRoutes(app, deps)
    certificateRoutes(app, deps)
    deadRoutes(app, deps)
  },
})
