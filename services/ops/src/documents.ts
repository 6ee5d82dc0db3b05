import {
  CertRequested,
  DeadLetter,
  EventView,
  Instant,
  IssuerName,
  OrderId,
  TenantId,
} from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/**
 * The timeline: every event once, by its id. `keptAt` is when it arrived here, and the cursor of those who follow;
 * `keptBy` is the process that kept it.
 */
export const EventDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  keptAt: z.string(),
  keptBy: z.string(),
  orderId: OrderId,
  event: EventView,
})
export type EventDocument = z.infer<typeof EventDocument>

export const events: CollectionDefinition<EventDocument> = {
  name: 'events',
  schema: EventDocument,
  indexes: { kept: { fields: ['keptAt'] }, order: { fields: ['orderId', 'keptAt'] } },
}

/** A request that was accepted over HTTP, until its order is in the store: the bus may lose it, we may not. */
export const RequestDocument = z.strictObject({
  _id: OrderId,
  version: z.int(),
  tenantId: TenantId,
  data: CertRequested.schema.extend({ issuer: IssuerName }),
  createdAt: Instant,
  nextAt: Instant,
})
export type RequestDocument = z.infer<typeof RequestDocument>

export const requests: CollectionDefinition<RequestDocument> = {
  name: 'requests',
  schema: RequestDocument,
  indexes: { due: { fields: ['nextAt'] } },
}

export const DeadDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  at: z.string(),
  letter: DeadLetter,
})
export type DeadDocument = z.infer<typeof DeadDocument>

export const dead: CollectionDefinition<DeadDocument> = {
  name: 'dead_letters',
  schema: DeadDocument,
  indexes: { at: { fields: ['at'] } },
}
