import { createHash } from 'node:crypto'
import type { Config } from '@certwire/config'
import { type Collection, insertOnce } from '@certwire/store'
import type { SubscriberDocument } from './delivery-documents.ts'

type Configured = Config['webhooks']['subscribers'][number]

/** Who is told, under an id that follows from its URL. */
export interface Subscriber extends Configured {
  readonly id: string
}

export interface Subscribers {
  readonly all: readonly Subscriber[]
  state(id: string): Promise<SubscriberDocument | undefined>
  pause(id: string, until: Date): Promise<void>
  disable(id: string): Promise<void>
  /** Takes back what it has said of itself. */
  enable(id: string): Promise<void>
}

export function connectSubscribers(
  configured: Config['webhooks']['subscribers'],
  collection: Collection<SubscriberDocument>,
  clock: () => Date,
): Subscribers {
  const set = async (_id: string, change: Partial<SubscriberDocument>): Promise<void> => {
    const known = await collection.get(_id)
    const next = { ...known, ...change, _id, version: (known?.version ?? 0) + 1 }
    const isKept = known ? await collection.replace(next) : await insertOnce(collection, next)
    if (!isKept) await set(_id, change)
  }
  return {
    all: configured.map((one) => ({ ...one, id: `sub_${digest(one.url).slice(0, 16)}` })),
    state: (id) => collection.get(id),
    pause: (id, until) => set(id, { pausedUntil: until.toISOString() }),
    disable: (id) => set(id, { disabledAt: clock().toISOString() }),
    enable: async (id) => void (await collection.delete(id)),
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
