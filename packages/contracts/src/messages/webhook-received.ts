import { z } from 'zod'
import { event } from '../define.ts'
import { CaUrl, IssuerName, OrderId } from '../values.ts'

/**
 * What a CA's platform posted, as far as it says which order it is about: each field narrows it, none means every order
 * that waits for the issuer. It is a hint to ask the CA now, and never a fact about an order.
 */
export const WebhookReceived = event('webhook.received', {
  summary:
    'A CA’s platform posted something that was verified: what waits for that CA is looked at.',
  data: z.object({
    /** The configured source, and its id of the delivery, by which a repetition is known. */
    source: IssuerName,
    deliveryId: z.string().max(200),
    issuer: IssuerName,
    order: OrderId.optional(),
    orderUrl: CaUrl.optional(),
    names: z.array(z.string().max(255)).max(100).optional(),
    /** What it says has happened, in the sender’s words. */
    kind: z.string().max(100).optional(),
  }),
})
