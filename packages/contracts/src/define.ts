import type { z } from 'zod'
import type { OrderId, TenantId } from './values.ts'

/**
 * `request` comes from upstream, `event` is a fact with one publisher and many readers, `command` asks the one service
 * that its type names.
 *
 * The data of a request is a strict object, so that a misspelt field does not pass in silence. All other data is not: in
 * a rolling update somebody newer may already send a field that a reader does not know yet, and passes over.
 */
export type Kind = 'request' | 'event' | 'command'

/** What a handler says: the runtime adds id, source, time, tenant and causation, and publishes it. */
export interface Draft<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly orderId: OrderId
  readonly data: Data
}

/** A draft that was sent: CloudEvents' words, in code's spelling. */
export interface Message<Type extends string = string, Data = unknown> extends Draft<Type, Data> {
  readonly id: string
  readonly source: string
  readonly time: string
  readonly tenantId: TenantId
  readonly causationId?: string
  readonly traceparent?: string
}

export interface Contract<
  Type extends string = string,
  K extends Kind = Kind,
  Schema extends z.ZodType = z.ZodType,
> {
  (orderId: OrderId, data: z.infer<Schema>): Draft<Type, z.infer<Schema>>
  readonly type: Type
  readonly kind: K
  readonly summary: string
  readonly schema: Schema
}

export type DraftOf<C extends Contract> =
  C extends Contract<infer T, Kind, infer S> ? Draft<T, z.infer<S>> : never
export type MessageOf<C extends Contract> =
  C extends Contract<infer T, Kind, infer S> ? Message<T, z.infer<S>> : never

function contract<K extends Kind>(kind: K) {
  return <const Type extends string, Schema extends z.ZodType>(
    type: Type,
    { summary, data: schema }: { summary: string; data: Schema },
  ): Contract<Type, K, Schema> =>
    Object.assign((orderId: OrderId, data: z.infer<Schema>) => ({ type, orderId, data }), {
      type,
      kind,
      summary,
      schema,
    })
}

export const request = contract('request')
export const event = contract('event')
export const command = contract('command')
