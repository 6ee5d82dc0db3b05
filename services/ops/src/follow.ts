import type { EventView, OrderId } from '@certwire/contracts'
import type { EventDocument } from './documents.ts'
import type { Timeline } from './timeline.ts'

const PAGE = 200
const LOOK_MS = 1000
/** Another process may keep an event a moment before its `keptAt` shows here. */
const OVERLAP_MS = 2000

/** Every event from an instant on, as they come; each once, as far as the overlap of two reads can tell. */
export async function* follow(
  timeline: Timeline,
  filter: { orderId?: OrderId },
  since: string,
  signal: AbortSignal,
): AsyncGenerator<EventView> {
  let from = since
  let seen = new Set<string>()
  while (!signal.aborted) {
    const page = await timeline.read({ ...filter, since: from, limit: PAGE })
    const fresh = page.filter(({ _id }) => !seen.has(_id))
    for (const { event } of fresh) yield event
    const full = page.length === PAGE && fresh.length > 0
    ;({ from, seen } = full ? step(page, seen) : settle(page, from, seen))
    if (!full) await timeline.news(LOOK_MS, signal)
  }
}

/** A full page: go on at its end. */
function step(page: readonly EventDocument[], seen: Set<string>) {
  const from = page.at(-1)?.keptAt ?? ''
  return { from, seen: new Set([...seen, ...page.map(({ _id }) => _id)]) }
}

/** The end is reached: stay a little behind it, and remember only what will be read again. */
function settle(page: readonly EventDocument[], from: string, seen: Set<string>) {
  const last = page.at(-1)?.keptAt
  if (last === undefined) return { from, seen }
  const behind = new Date(Date.parse(last) - OVERLAP_MS).toISOString()
  const start = behind > from ? behind : from
  const again = page.filter(({ keptAt }) => keptAt >= start).map(({ _id }) => _id)
  return { from: start, seen: new Set(again) }
}
