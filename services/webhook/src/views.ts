import type { DeliveryView, SubscriberView } from '@certwire/contracts'
import type { DeliveryDocument, SubscriberDocument } from './outbound/delivery-documents.ts'
import type { Subscriber } from './outbound/subscribers.ts'

/** Without the query of its URL, in which some have a secret. */
export function subscriberView(
  { id, url, events, tenants }: Subscriber,
  { disabledAt, pausedUntil = '' }: Partial<SubscriberDocument> = {},
  now: Date,
): SubscriberView {
  const isPaused = pausedUntil > now.toISOString()
  return {
    ...{ id, url: url.replace(/\?.*$/s, '?[secret]'), events },
    ...(tenants && { tenants }),
    state: disabledAt !== undefined ? 'disabled' : isPaused ? 'paused' : 'active',
    ...(disabledAt !== undefined && { disabledAt }),
    ...(isPaused && { pausedUntil }),
  }
}

export const deliveryView = (delivery: DeliveryDocument): DeliveryView => {
  const { _id: id, subscriber, tenantId: tenant, type, attempts, createdAt, nextAt } = delivery
  return {
    ...{ id, subscriber, tenant, type, attempts, createdAt },
    state: nextAt === undefined ? 'failed' : 'pending',
    ...(nextAt !== undefined && { nextAt }),
    ...(delivery.problem !== undefined && { problem: delivery.problem }),
  }
}
