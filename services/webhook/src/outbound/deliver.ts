import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '@certwire/runtime'
import type { Agent } from 'undici'
import type { Deliveries } from './deliveries.ts'
import type { DeliveryDocument } from './delivery-documents.ts'
import { send } from './send.ts'
import type { Subscriber, Subscribers } from './subscribers.ts'

const AT_ONCE = 4
const LOOK_MS = 1000
const AFTER_TROUBLE_MS = 5000

export interface DeliverDeps extends Pick<Platform, 'clock' | 'log'> {
  readonly subscribers: Subscribers
  readonly deliveries: Deliveries
  readonly agentOf: (subscriber: Subscriber) => Agent
}

/** Sends what is due until the signal, to each subscriber by itself: one that is slow keeps no other waiting. */
export async function deliver(deps: DeliverDeps, signal: AbortSignal): Promise<void> {
  await Promise.all(deps.subscribers.all.map((one) => deliverTo(one, deps, signal)))
}

async function deliverTo(subscriber: Subscriber, deps: DeliverDeps, signal: AbortSignal) {
  while (!signal.aborted) {
    const pauseMs = await round(subscriber, deps, signal).then(
      (sent) => (sent === AT_ONCE ? 0 : LOOK_MS),
      (err: unknown) => {
        if (!signal.aborted) deps.log.warn({ subscriber: subscriber.id, err }, 'a delivery failed')
        return AFTER_TROUBLE_MS
      },
    )
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Sends a few of what is due, and tells how many. */
export async function round(
  subscriber: Subscriber,
  deps: DeliverDeps,
  signal: AbortSignal,
): Promise<number> {
  const { subscribers, deliveries, clock } = deps
  const state = await subscribers.state(subscriber.id)
  const isPaused = (state?.pausedUntil ?? '') > clock().toISOString()
  if (isPaused || state?.disabledAt !== undefined) return 0
  const due = await deliveries.due(subscriber.id, AT_ONCE)
  const ended = await Promise.allSettled(due.map((one) => attempt(subscriber, one, deps, signal)))
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return due.length
}

async function attempt(
  subscriber: Subscriber,
  delivery: DeliveryDocument,
  { subscribers, deliveries, agentOf, clock, log }: DeliverDeps,
  signal: AbortSignal,
): Promise<void> {
  const claimed = await deliveries.claim(delivery)
  if (!claimed) return
  const sent = await send(subscriber, claimed, { agent: agentOf(subscriber), clock }, signal)
  const seen = { subscriber: subscriber.id, delivery: claimed._id }
  switch (sent.kind) {
    case 'delivered':
      return deliveries.delivered(claimed)
    case 'gone':
      log.warn(seen, 'a subscriber says that it is gone, and is told nothing any more')
      await subscribers.disable(subscriber.id)
      await deliveries.failed(claimed, 'It answered with HTTP 410: it wants nothing any more.')
      return
    case 'refused': {
      const { problem, slowUntil } = sent
      if (slowUntil) await subscribers.pause(subscriber.id, slowUntil)
      const goesOn = await deliveries.failed(claimed, problem, slowUntil)
      log.warn({ ...seen, problem, goesOn }, 'a subscriber could not be told')
    }
  }
}
