import { randomUUID } from 'node:crypto'
import {
  ALL_DEAD,
  ALL_EVENTS,
  CertApproved,
  CertCancelled,
  CertDenied,
  CertRequested,
  CertRetried,
  CertRevoked,
} from '@certwire/contracts'
import { certificates, orders } from '@certwire/documents'
import { type Platform, service } from '@certwire/runtime'
import { dead, events, requests } from './documents.ts'
import { recordDead, recordEvent } from './record.ts'
import { connectRequests } from './requests.ts'
import { certificateActionRoutes } from './routes/certificate-actions.ts'
import { certificateRoutes } from './routes/certificates.ts'
import { deadRoutes } from './routes/dead.ts'
import { eventRoutes } from './routes/events.ts'
import { orderActionRoutes } from './routes/order-actions.ts'
import { orderRoutes } from './routes/orders.ts'
import { requestRoutes } from './routes/requests.ts'
import { connectTimeline } from './timeline.ts'

export const ops = service({
  name: 'ops',
  connect: async ({ config, store, bus, clock, log }: Platform) => {
    const read = { orders: await store.open(orders), certificates: await store.open(certificates) }
    const kept = await store.open(requests)
    return {
      ...{ bus, clock, ...read },
      timeline: connectTimeline(await store.open(events), clock, randomUUID()),
      dead: await store.open(dead),
      requests: connectRequests({ requests: kept, orders: read.orders, bus, clock, log }),
      issuers: Object.keys(config.issuers),
      defaultIssuer: config.defaultIssuer,
    }
  },
  handlers: [],
  says: [CertRequested, CertCancelled, CertRetried, CertApproved, CertDenied, CertRevoked],
  taps: [
    { name: 'timeline', filter: ALL_EVENTS, take: recordEvent },
    { name: 'dead', filter: ALL_DEAD, take: recordDead },
  ],
  jobs: [
    { name: 'requests', everyMs: 5000, run: ({ requests: all }, signal) => all.sweep(signal) },
  ],
  routes: (app, deps) => {
    requestRoutes(app, deps)
    orderRoutes(app, deps)
    orderActionRoutes(app, deps)
    eventRoutes(app, deps)
    certificateRoutes(app, deps)
    certificateActionRoutes(app, deps)
    deadRoutes(app, deps)
  },
})
