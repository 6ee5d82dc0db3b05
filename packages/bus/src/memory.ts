import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Bus, Packet, Subscribed, Subscription } from './bus.ts'
import { BusError } from './bus-error.ts'
import { duplicates } from './memory/duplicates.ts'
import { type After, Durable } from './memory/durable.ts'
import { checkPacket, defaultMaxPayload } from './packet.ts'
import { checkSubscription } from './subject.ts'

export interface MemoryBusOptions {
  readonly clock?: () => Date
  /** Carries the delays of naks. */
  readonly after?: After
  /** Bytes of the largest packet. What passes here passes an ordinary NATS server as well. */
  readonly maxPayload?: number
  /** Messages kept for a durable that nobody takes from; then the oldest go. */
  readonly maxPending?: number
}

const windowMs = 2 * 60_000
const crowded = 1000
const rememberedIds = 200_000
const none: Readonly<Record<string, string>> = Object.freeze({})

/**
 * A bus within this process. A message lives until each durable has acked it, at most as long as the process does; one
 * that no durable is there for is gone at once. Handlers run in a later macrotask than the publish.
 */
export function memoryBus(options: MemoryBusOptions = {}): Bus {
  const { clock, after = timer, maxPayload = defaultMaxPayload, maxPending = 100_000 } = options
  const now = clock ? () => clock().getTime() : Date.now
  const durables = new Map<string, Durable>()
  const seen = duplicates(now, windowMs, rememberedIds)
  const leaving = new Set<Subscribed>()
  const prefix = `memory-${randomUUID()}`
  let stored = 0
  let closing = false
  let closed = false

  const store = ({ subject, id, body, headers = none }: Packet) => {
    if (seen(id)) return
    stored += 1
    const names = { storedId: `${prefix}-${stored}`, publishedId: id }
    const delivery = { subject, body, headers, ...names, attempt: 1 }
    for (const durable of durables.values()) {
      if (durable.matches(subject)) durable.add(delivery)
    }
  }

  return {
    async publish(packets) {
      if (closed) throw closedError()
      for (const packet of packets) checkPacket(packet, maxPayload)
      for (const packet of packets) store(packet)
      // Awaiting alone would never let the handlers have a turn, so a long loop of publishing would only pile up.
      for (const durable of durables.values()) {
        if (durable.size > crowded) return setImmediate()
      }
    },
    async subscribe(subscription) {
      if (closing) throw closedError()
      checkSubscription(subscription)
      const durable = durables.get(subscription.durable) ?? new Durable(after, maxPending)
      durables.set(subscription.durable, durable)
      const subscribed = seat(durable, subscription, () => leaving.delete(subscribed))
      leaving.add(subscribed)
      return subscribed
    },
    async ready() {
      if (closing) throw closedError()
    },
    async close(giveUp) {
      closing = true
      await Promise.all([...leaving].map((subscribed) => subscribed.close(giveUp)))
      closed = true
      for (const durable of durables.values()) durable.clear()
      durables.clear()
    },
  }
}

function seat(durable: Durable, subscription: Subscription, left: () => void): Subscribed {
  const stop = new AbortController()
  const leave = durable.join(subscription, stop.signal)
  let done: Promise<void> | undefined
  return {
    close(giveUp) {
      giveUp?.addEventListener('abort', () => stop.abort(giveUp.reason), { once: true })
      if (giveUp?.aborted) stop.abort(giveUp.reason)
      done ??= leave().then(left)
      return done
    },
  }
}

const timer: After = (delayMs, run) => {
  const timeout = setTimeout(run, delayMs)
  return () => clearTimeout(timeout)
}

const closedError = () => new BusError('ERR_BUS_CLOSED', 'the bus is closed')
