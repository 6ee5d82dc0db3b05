import type { EventView, OrderId } from '@certwire/contracts'
import { type Cursor, pageAfter } from '@certwire/runtime'
import { type Collection, insertOnce } from '@certwire/store'
import type { EventDocument } from './documents.ts'
import { stamps } from './kept-at.ts'

interface TimelineQuery {
  readonly orderId?: OrderId | undefined
  readonly after?: Cursor | undefined
  readonly limit: number
}

export interface Timeline {
  /** Keeps an event, once. */
  keep(event: EventView): Promise<void>
  /** What was kept after the cursor, oldest first. What this process keeps becomes visible in the order of `keptAt`. */
  read(query: TimelineQuery): Promise<EventDocument[]>
  find(id: string): Promise<EventDocument | undefined>
  /** How many events this process has kept so far. */
  count(): number
  /** Resolves when that is no longer `count`, or when the time is up: others keep events too. */
  news(count: number, withinMs: number, signal: AbortSignal): Promise<void>
}

/** `keptBy` names this process, and no other. */
export function connectTimeline(
  collection: Collection<EventDocument>,
  clock: () => Date,
  keptBy: string,
): Timeline {
  const { take, settle, horizon } = stamps(clock)
  const waiting = new Set<() => void>()
  let kept = 0
  return {
    keep: async (event) => {
      const { id: _id, orderId } = event
      const keptAt = take()
      const document = { _id, version: 1, keptAt, keptBy, orderId, event }
      await insertOnce(collection, document).finally(() => settle(keptAt))
      kept += 1
      for (const wake of waiting) wake()
    },
    read: async ({ orderId, after, limit }) => {
      const end = horizon()
      const [index, equal] = orderId === undefined ? ['kept', []] : ['order', [orderId]]
      const page = await pageAfter(collection, index, { equal, limit }, after, (one) => one.keptAt)
      return page.filter(({ keptAt }) => keptAt < end)
    },
    find: (id) => collection.get(id),
    count: () => kept,
    news: async (count, withinMs, signal) => {
      if (count === kept && !signal.aborted) await woken(waiting, withinMs, signal)
    },
  }
}

async function woken(waiting: Set<() => void>, withinMs: number, signal: AbortSignal) {
  const { promise, resolve: wake } = Promise.withResolvers<void>()
  const timer = setTimeout(wake, withinMs)
  const stop = () => wake()
  waiting.add(wake)
  signal.addEventListener('abort', stop)
  await promise
  clearTimeout(timer)
  waiting.delete(wake)
  signal.removeEventListener('abort', stop)
}
