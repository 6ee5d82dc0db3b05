import { z } from 'zod'
import type { Draft, Message } from './define.ts'
import { OrderId, TenantId } from './values.ts'

const PREFIX = 'dev.certwire.'

const JSON_MEDIA_TYPE = /^application\/([a-z0-9.+-]+\+)?json *(;.*)?$/i

const attributes = {
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  type: z.string().min(1).max(120),
  time: z.iso.datetime({ offset: true }).optional(),
  subject: z.string().max(1000).optional(),
  datacontenttype: z.string().max(200).regex(JSON_MEDIA_TYPE).optional(),
  tenantid: TenantId.optional(),
  orderid: OrderId.optional(),
  causationid: z.string().max(200).optional(),
  traceparent: z.string().max(100).optional(),
  data: z.unknown().optional(),
}

/**
 * CloudEvents 1.0 in structured JSON, with our extensions in lower case as the specification wants them. Attributes that
 * we do not know are let through, and one that is null is not there (CloudEvents JSON format §2.2).
 */
export const Envelope = z
  .preprocess(withoutNulls, z.looseObject(attributes))
  .meta({ id: 'Envelope' })
export type Envelope = z.infer<typeof Envelope>

function withoutNulls(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json
  const entries = Object.entries(json)
  return Object.fromEntries(entries.filter(([name, value]) => value !== null || name === 'data'))
}

export const CONTENT_TYPE = 'application/cloudevents+json'

/** The CloudEvents `type` of a contract, `dev.certwire.order.placed`. */
export const eventTypeOf = (type: string): string => PREFIX + type

/** The contract's type in a CloudEvents `type`; what is not ours is given back as it is. */
export const typeOf = (eventType: string): string =>
  eventType.startsWith(PREFIX) ? eventType.slice(PREFIX.length) : eventType

export function encode(message: Message): string {
  return JSON.stringify({
    specversion: '1.0',
    id: message.id,
    source: message.source,
    type: eventTypeOf(message.type),
    time: message.time,
    subject: message.orderId,
    datacontenttype: 'application/json',
    tenantid: message.tenantId,
    orderid: message.orderId,
    ...(message.causationId && { causationid: message.causationId }),
    ...(message.traceparent && { traceparent: message.traceparent }),
    data: message.data,
  })
}

export interface Postmark {
  id: string
  source: string
  time: Date
  tenantId: TenantId
  causationId?: string
}

/** Makes a draft a message. */
export const stamp = <D extends Draft>(draft: D, { time, ...rest }: Postmark): D & Message => ({
  ...draft,
  ...rest,
  time: time.toISOString(),
})
