import { DeadLetter, Envelope, EventView, typeOf } from '@certwire/contracts'
import { type Collection, DuplicateError } from '@certwire/store'
import type { DeadDocument } from './documents.ts'
import type { Timeline } from './timeline.ts'

/** As much of a delivery as a reader needs. */
interface Delivered {
  readonly body: string
}

/** Keeps an event in the timeline. What is no event of ours has nothing to say about an order and is passed over. */
export async function recordEvent({ body }: Delivered, { timeline }: { timeline: Timeline }) {
  const envelope = Envelope.safeParse(parseJson(body))
  if (!envelope.success) return
  const { id, type, time, tenantid, orderid, data } = envelope.data
  const event = { id, type: typeOf(type), at: time, tenant: tenantid, orderId: orderid, data }
  const view = EventView.safeParse(event)
  if (view.success) await timeline.keep(view.data)
}

/** Keeps a dead letter until a person has dealt with it. */
export async function recordDead(
  { body }: Delivered,
  { dead }: { dead: Collection<DeadDocument> },
) {
  const letter = DeadLetter.safeParse(parseJson(body))
  if (!letter.success) return
  const { id, at } = letter.data
  await dead.insert({ _id: id, version: 1, at, letter: letter.data }).catch((error: unknown) => {
    if (!(error instanceof DuplicateError)) throw error
  })
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
