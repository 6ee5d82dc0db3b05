import { DeadLetter, Envelope, EventView, typeOf } from '@certwire/contracts'
import { type Collection, insertOnce, StoreError } from '@certwire/store'
import { z } from 'zod'
import type { DeadDocument } from './documents.ts'
import type { Timeline } from './timeline.ts'

/** As much of a delivery as a reader needs. */
interface Delivered {
  readonly body: string
}

/** What people follow goes into lines of an event stream, so nothing in it may end one. */
const Followed = EventView.extend({
  id: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  type: z.string().regex(/^[a-z0-9.-]{1,64}$/),
})

/** Keeps an event in the timeline. What is no event of ours has nothing to say about an order and is passed over. */
export async function recordEvent({ body }: Delivered, { timeline }: { timeline: Timeline }) {
  const envelope = Envelope.safeParse(parseJson(body))
  if (!envelope.success) return
  const { id, type, time, tenantid, orderid, data } = envelope.data
  const event = { id, type: typeOf(type), at: time, tenant: tenantid, orderId: orderid, data }
  const followed = Followed.safeParse(event)
  if (followed.success) await timeline.keep(followed.data).catch(unlessUnkeepable)
}

/** Keeps a dead letter until a person has dealt with it. */
export async function recordDead(
  { body }: Delivered,
  { dead }: { dead: Collection<DeadDocument> },
) {
  const letter = DeadLetter.safeParse(parseJson(body))
  if (!letter.success) return
  const { id, at } = letter.data
  const document = { _id: id, version: 1, at, letter: letter.data }
  await insertOnce(dead, document).catch(unlessUnkeepable)
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** No store will ever take it, and to read it again and again would change nothing. */
function unlessUnkeepable(error: unknown): void {
  const code = error instanceof StoreError ? error.code : undefined
  if (code !== 'ERR_STORE_INVALID' && code !== 'ERR_STORE_TOO_LARGE') throw error
}
