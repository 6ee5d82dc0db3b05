import { EventEmitter, once } from 'node:events'
import type { Bus, Packet } from '@certwire/bus'
import { type OrderId, typeOf } from '@certwire/contracts'

/** A message as it was published. */
export interface Said {
  readonly id: string
  readonly type: string
  readonly orderId: string
}

/** Messages that are kept back: as good as lost until somebody lets them go. */
export interface Held {
  /** The first of them. */
  readonly first: Promise<Said>
  /** Lets them go, and every other from now on. */
  release(): Promise<void>
}

/** Hears everything that is published, and keeps back what it is told to. */
export interface Wiretap {
  /** The same bus, overheard. */
  on(bus: Bus): Bus
  /** The types of what was said of an order, each message once, in the order in which they were said. */
  said(orderId: OrderId): string[]
  /** Resolves when one of these was said of an order, be it kept back. */
  heard(orderId: OrderId, types: readonly string[]): Promise<void>
  hold(matches: (said: Said) => boolean): Held
  /** From now on nothing is kept back; what was is lost. */
  lose(): void
}

interface Rule {
  readonly matches: (said: Said) => boolean
  readonly keep: (packet: Packet, said: Said) => void
}

export function wiretap(): Wiretap {
  const log = new Map<string, Said>()
  const rules = new Set<Rule>()
  const news = new EventEmitter().setMaxListeners(0)
  let current: Bus | undefined
  const said = (orderId: OrderId) =>
    [...log.values()].filter((one) => one.orderId === orderId).map(({ type }) => type)
  const passes = (packet: Packet): boolean => {
    const one = understood(packet)
    if (!one) return true
    log.set(one.id, log.get(one.id) ?? one)
    const rule = [...rules].find(({ matches }) => matches(one))
    rule?.keep(packet, one)
    news.emit(one.orderId)
    return rule === undefined
  }
  return {
    said,
    on: (bus) => {
      current = bus
      return { ...bus, publish: async (packets) => bus.publish(packets.filter(passes)) }
    },
    heard: async (orderId, types) => {
      while (!said(orderId).some((type) => types.includes(type))) await once(news, orderId)
    },
    hold: (matches) => {
      const { rule, first, kept } = keeping(matches)
      rules.add(rule)
      const release = async () => {
        rules.delete(rule)
        await current?.publish(kept)
      }
      return { first, release }
    },
    lose: () => rules.clear(),
  }
}

function keeping(matches: Rule['matches']) {
  const kept: Packet[] = []
  const { promise: first, resolve } = Promise.withResolvers<Said>()
  const keep: Rule['keep'] = (packet, one) => {
    kept.push(packet)
    resolve(one)
  }
  return { rule: { matches, keep }, first, kept }
}

/** Dead letters and what is no message at all pass unheard. */
function understood({ id, body }: Packet): Said | undefined {
  try {
    const { type, orderid: orderId } = JSON.parse(body)
    return typeof type === 'string' && typeof orderId === 'string'
      ? { id, type: typeOf(type), orderId }
      : undefined
  } catch {
    return undefined
  }
}
