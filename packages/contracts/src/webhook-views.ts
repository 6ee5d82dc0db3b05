import { z } from 'zod'
import { Instant, TenantId } from './values.ts'

/** Somebody who may send us webhooks. */
export const WebhookSourceView = z
  .object({
    name: z.string(),
    kind: z.string(),
    issuer: z.string(),
    /** On the listener for webhooks. */
    path: z.string(),
    /** What a webhook has to pass. */
    verify: z.array(z.string()),
    lastAt: Instant.optional(),
  })
  .meta({ id: 'WebhookSourceView' })
export type WebhookSourceView = z.infer<typeof WebhookSourceView>

/** Somebody who is sent webhooks by us. */
export const SubscriberView = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    /** Of whom; without it, of all. */
    tenants: z.array(z.string()).optional(),
    /** `paused` has asked for less, `disabled` has said that it is gone. */
    state: z.enum(['active', 'paused', 'disabled']),
    pausedUntil: Instant.optional(),
    disabledAt: Instant.optional(),
  })
  .meta({ id: 'SubscriberView' })
export type SubscriberView = z.infer<typeof SubscriberView>

/** What a subscriber has not been told yet, or will not be told any more. */
export const DeliveryView = z
  .object({
    id: z.string(),
    subscriber: z.string(),
    tenant: TenantId,
    type: z.string(),
    state: z.enum(['pending', 'failed']),
    attempts: z.int(),
    createdAt: Instant,
    nextAt: Instant.optional(),
    /** What the last attempt met with. */
    problem: z.string().optional(),
  })
  .meta({ id: 'DeliveryView' })
export type DeliveryView = z.infer<typeof DeliveryView>
