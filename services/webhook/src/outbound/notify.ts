import type {
  CertExpiring,
  CertFailed,
  CertIssued,
  Message,
  MessageOf,
  TenantId,
} from '@certwire/contracts'
import type { Deliveries } from './deliveries.ts'
import type { Subscriber, Subscribers } from './subscribers.ts'

interface Deps {
  readonly subscribers: Subscribers
  readonly deliveries: Deliveries
}

type Told =
  | MessageOf<typeof CertIssued>
  | MessageOf<typeof CertFailed>
  | MessageOf<typeof CertExpiring>

/** Keeps what each subscriber is to be told. When the event is acknowledged, nothing of it can be lost any more. */
export async function notify(message: Told, { subscribers, deliveries }: Deps): Promise<[]> {
  for (const subscriber of subscribers.all) {
    if (!wants(subscriber, message)) continue
    const state = await subscribers.state(subscriber.id)
    if (state?.disabledAt !== undefined) continue
    await deliveries.keep(message.id, deliveryOf(subscriber, message))
  }
  return []
}

const wants = ({ events, tenants }: Subscriber, { type, tenantId }: Told): boolean =>
  events.includes(type) && (tenants?.includes(tenantId) ?? true)

/** Standard Webhooks' body: what happened, when, and to what. */
export const deliveryOf = (
  { id }: Pick<Subscriber, 'id'>,
  { type, time, tenantId, orderId, data }: Omit<Message, 'id' | 'source'>,
): { subscriber: string; tenantId: TenantId; type: string; body: string } => ({
  ...{ subscriber: id, tenantId, type },
  body: JSON.stringify({
    ...{ type, timestamp: time },
    data: { order: orderId, tenant: tenantId, ...Object(data) },
  }),
})
