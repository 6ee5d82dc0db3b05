import { OrderId, WebhookReceived } from '@certwire/contracts'
import { z } from 'zod'
import type { Mapping } from '../source.ts'
import { pointedAt } from './json-pointer.ts'

const Text = z.string().refine((text) => text.isWellFormed())
const shape = WebhookReceived.schema.shape

/**
 * Each field by itself: what does not fit is left out, and the hint is then about more orders than it might be, which
 * costs a few polls.
 */
const fields = {
  order: OrderId,
  orderUrl: shape.orderUrl.unwrap().and(Text),
  names: z.preprocess((value) => [value].flat(), z.array(Text).min(1)).pipe(shape.names.unwrap()),
  kind: shape.kind.unwrap().and(Text),
}

type Hint = { [Field in keyof typeof fields]?: z.infer<(typeof fields)[Field]> }

/** What a body says of the orders it is about, where the mapping finds it. */
export function hintOf(body: unknown, map: Mapping): Hint {
  const found = Object.entries(fields).flatMap(([field, schema]) => {
    const pointer = map[field as keyof typeof fields]
    const parsed = schema.safeParse(pointer && pointedAt(body, pointer))
    return parsed.success ? [[field, parsed.data] as const] : []
  })
  return Object.fromEntries(found)
}

/** The sender's id of what it sent, where the mapping finds one. */
export function idIn(body: unknown, { id: pointer }: Mapping): string | undefined {
  const id = pointer === undefined ? undefined : pointedAt(body, pointer)
  const text = typeof id === 'number' ? String(id) : id
  return typeof text === 'string' && text !== '' && text.isWellFormed() ? text : undefined
}
