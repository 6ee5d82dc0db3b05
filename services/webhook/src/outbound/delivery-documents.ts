import { Instant, TenantId } from '@certwire/contracts'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** What one subscriber is to be told, and how far that is. */
export const DeliveryDocument = z.strictObject({
  /** The `webhook-id`: the same at every attempt, it follows from the event and the subscriber. */
  _id: z.string(),
  version: z.int(),
  subscriber: z.string(),
  tenantId: TenantId,
  type: z.string(),
  /** To the byte what is sent, whichever version of us sends it. */
  body: z.string(),
  attempts: z.int(),
  createdAt: Instant,
  /** When it is sent next, or, while somebody sends it, when that one is taken for dead. */
  nextAt: Instant.optional(),
  /** Since when it is not delivered; absent when it is. */
  openSince: Instant.optional(),
  /** What the last attempt met with. */
  problem: z.string().optional(),
  forgetAt: Instant,
})
export type DeliveryDocument = z.infer<typeof DeliveryDocument>

export const deliveries: CollectionDefinition<DeliveryDocument> = {
  name: 'webhook_deliveries',
  schema: DeliveryDocument,
  indexes: {
    due: { fields: ['subscriber', 'nextAt'] },
    open: { fields: ['openSince'] },
    forget: { fields: ['forgetAt'] },
  },
}

/** What a subscriber has said of itself; one that has said nothing has no document. */
export const SubscriberDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  /** It asked for less: nothing is sent before. */
  pausedUntil: Instant.optional(),
  /** It said that it is gone (410): nothing is sent until somebody enables it. */
  disabledAt: Instant.optional(),
})
export type SubscriberDocument = z.infer<typeof SubscriberDocument>

export const subscribers: CollectionDefinition<SubscriberDocument> = {
  name: 'webhook_subscribers',
  schema: SubscriberDocument,
  indexes: {},
}
