import { createHash } from 'node:crypto'
import { type Collection, insertOnce } from '@certwire/store'
import { forgetOld } from '../forget-old.ts'
import type { DeliveryDocument } from './delivery-documents.ts'
import { nextAttempt } from './schedule.ts'

/** Longer than the schedule, which takes four days. */
const KEPT_MS = 7 * 86_400_000
/** Longer than an attempt may take. */
const LEASE_MS = 60_000

type New = Pick<DeliveryDocument, 'subscriber' | 'tenantId' | 'type' | 'body'>

/** What there is to tell, one document for each event and subscriber. Replicas share them by compare-and-set. */
export interface Deliveries {
  /** Keeps it, once for each event and subscriber; gives its id. */
  keep(eventId: string, delivery: New): Promise<string>
  due(subscriber: string, limit: number): Promise<DeliveryDocument[]>
  /** Nothing when another process has it. Whoever has it is taken for dead after a minute. */
  claim(delivery: DeliveryDocument): Promise<DeliveryDocument | undefined>
  delivered(claimed: DeliveryDocument): Promise<void>
  /** Puts it off by the schedule, and at least until then; false when that is at its end. */
  failed(claimed: DeliveryDocument, problem: string, notBefore?: Date): Promise<boolean>
  /** What is not delivered, newest first. */
  open(limit: number): Promise<DeliveryDocument[]>
  forget(signal: AbortSignal): Promise<void>
}

export function connectDeliveries(
  collection: Collection<DeliveryDocument>,
  { clock, random }: { readonly clock: () => Date; readonly random: () => number },
): Deliveries {
  const after = (ms: number) => new Date(clock().getTime() + ms).toISOString()
  const change = async (from: DeliveryDocument, to: Omit<DeliveryDocument, 'version'>) => {
    const next = { ...to, version: from.version + 1, forgetAt: after(KEPT_MS) }
    return (await collection.replace(next)) ? next : undefined
  }
  return {
    keep: async (eventId, delivery) => {
      const _id = `msg_${digest(`${eventId}\n${delivery.subscriber}`).slice(0, 40)}`
      const now = clock().toISOString()
      const times = { createdAt: now, nextAt: now, openSince: now, forgetAt: after(KEPT_MS) }
      await insertOnce(collection, { ...delivery, _id, version: 1, attempts: 0, ...times })
      return _id
    },
    due: (subscriber, limit) =>
      collection.find('due', { equal: [subscriber], to: clock().toISOString(), limit }),
    claim: (delivery) => change(delivery, { ...delivery, nextAt: after(LEASE_MS) }),
    delivered: async (claimed) => {
      const { nextAt: _, openSince: __, problem: ___, ...rest } = claimed
      await change(claimed, { ...rest, attempts: claimed.attempts + 1 })
    },
    failed: async ({ nextAt: _, ...claimed }, problem, notBefore = new Date(0)) => {
      const attempts = claimed.attempts + 1
      const next = nextAttempt(attempts, clock(), random)
      const at = next && { nextAt: (next > notBefore ? next : notBefore).toISOString() }
      await change(claimed, { ...claimed, attempts, problem: problem.slice(0, 500), ...at })
      return next !== undefined
    },
    open: (limit) => collection.find('open', { descending: true, limit }),
    forget: (signal) => forgetOld(collection, clock(), signal),
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
