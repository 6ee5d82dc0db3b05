import type { EventView, OrderId } from '@certwire/contracts'
import type { Cursor } from '@certwire/runtime'
import type { EventDocument } from './documents.ts'
import { keptSince } from './kept-at.ts'
import type { Timeline } from './timeline.ts'

const PAGE = 200
const LOOK_MS = 1000
/** Another process may keep an event a moment before its `keptAt` shows here. */
const OVERLAP_MS = 2000

export interface Beginning {
  readonly at: string
  /** The last event that the reader has. */
  readonly last?: EventDocument
}

/** Whoever comes back begins a little before the last event they have, for what another process kept meanwhile. */
export const beginAfter = (last: EventDocument): Beginning => ({ at: behind(last.keptAt), last })

/**
 * Every event from the beginning on, in batches as they come; an empty batch says that nothing came for a second. Each
 * once, as far as the overlap of two reads can tell; one that is resumed may bring what another process kept twice.
 * What another process shows late comes at most a second later than that.
 */
export async function* follow(
  { timeline, clock }: { timeline: Timeline; clock: () => Date },
  orderId: OrderId | undefined,
  beginning: Beginning,
  signal: AbortSignal,
): AsyncGenerator<EventView[]> {
  let after: Cursor = { at: beginning.at }
  let lookedBack = clock().getTime()
  const recent = new Map<string, string>()
  while (!signal.aborted) {
    const count = timeline.count()
    const page = await timeline.read({ orderId, after, limit: PAGE })
    const fresh = page.filter((one) => !recent.has(one._id) && !isKnown(one, beginning.last))
    for (const { _id, keptAt } of page) recent.set(_id, keptAt)
    const newest = page.at(-1)
    if (newest) after = { at: newest.keptAt, id: newest._id }
    forget(recent, after.at)
    yield fresh.map(({ event }) => event)
    if (page.length === PAGE) continue
    await timeline.news(count, LOOK_MS, signal)
    if (clock().getTime() - lookedBack < LOOK_MS) continue
    // Not at every event, for then each would cost reading all of the last two seconds again.
    lookedBack = clock().getTime()
    after = laterOf({ at: behind(after.at) }, { at: beginning.at })
  }
}

const laterOf = (a: Cursor, b: Cursor): Cursor => (a.at > b.at ? a : b)

/** What will be read again has to be remembered. */
function forget(recent: Map<string, string>, from: string): void {
  const oldest = behind(from)
  for (const [id, keptAt] of recent) if (keptAt < oldest) recent.delete(id)
}

/** One process shows its events in the order of `keptAt`, so whoever has the last has all of that process before it. */
const isKnown = (one: EventDocument, last: EventDocument | undefined): boolean =>
  last !== undefined && one.keptBy === last.keptBy && one.keptAt <= last.keptAt

const behind = (keptAt: string): string => keptSince(keptAt, OVERLAP_MS)
