import { EventEmitter, once } from 'node:events'
import type { EventView, OrderId } from '@certwire/contracts'
import { type Collection, DuplicateError } from '@certwire/store'
import type { EventDocument } from './documents.ts'

export interface Timeline {
  /** Keeps an event, once. */
  keep(event: EventView): Promise<void>
  /** What was kept from `since` on, oldest first. */
  read(query: { orderId?: OrderId; since?: string; limit: number }): Promise<EventDocument[]>
  find(id: string): Promise<EventDocument | undefined>
  /** Resolves when this process has kept something, or when the time is up: others keep events too. */
  news(withinMs: number, signal: AbortSignal): Promise<void>
}

export function connectTimeline(
  collection: Collection<EventDocument>,
  clock: () => Date,
): Timeline {
  const kept = new EventEmitter().setMaxListeners(0)
  return {
    keep: async (event) => {
      const keptAt = clock().toISOString()
      const document = { _id: event.id, version: 1, keptAt, orderId: event.orderId, event }
      await collection.insert(document).catch(unlessKept)
      kept.emit('event')
    },
    read: ({ orderId, since = '', limit }) =>
      orderId === undefined
        ? collection.find('kept', { from: since, limit })
        : collection.find('order', { equal: [orderId], from: since, limit }),
    find: (id) => collection.get(id),
    news: async (withinMs, signal) => {
      const either = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
      await once(kept, 'event', { signal: either }).catch(() => undefined)
    },
  }
}

function unlessKept(error: unknown): void {
  if (!(error instanceof DuplicateError)) throw error
}
