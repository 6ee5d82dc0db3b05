import type { Problem } from '@certwire/contracts'
import { type HistoryEntry, isFinished, type Order } from './order.ts'
import type { Cell, Incoming, Step } from './step.ts'
import { transitions } from './transitions.ts'

const HISTORY_LIMIT = 60

interface Cause {
  readonly type: string
  readonly data:
    | { readonly problem?: Problem | undefined; readonly seen?: Problem | undefined }
    | object
}

/**
 * What the order becomes when the message arrives, and what it then says. The same order means that nothing changed.
 *
 * The next order has the next version and holds in `outbox` what is to be sent, so one write keeps both.
 */
export function transition(order: Order, message: Incoming, now: Date): Order {
  const row: Partial<Record<Incoming['type'], unknown>> = transitions[order.phase]
  // A cell is looked up by the order's own phase and the message's own type, so it takes exactly these two.
  const cell = row[message.type] as Cell<Order['phase'], Incoming['type']> | undefined
  if (!cell || isLate(order, message)) return order
  const step = cell(order as never, message as never, now)
  return step.send.length === 0 && isSame(step.order, order) ? order : recorded(step, message, now)
}

/** What arrives twice often makes an order of what it already is. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]))
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** An answer to a generation that was given up. What it wrote into a zone still has to go, so that is let through. */
function isLate({ generation }: Order, { type, data }: Incoming): boolean {
  if (type === 'challenge.presented' || type === 'challenge.pending') return false
  return 'generation' in data && data.generation !== generation
}

/** The step as the next version of the document. */
export function recorded({ order, send }: Step, message: Cause, now: Date): Order {
  const version = order.version + 1
  const sent = send.map(({ type, data }, index) => ({
    id: `${order._id}.${version}.${index}`,
    type,
    data,
  }))
  return {
    ...order,
    version,
    outbox: [...unsaid(order), ...sent],
    history: remembered(order.history, entry(order, message, now)),
  }
}

/** An answer comes only to a command that was sent, so only the last words of an order may still be unsaid. */
const unsaid = ({ outbox }: Order) => outbox.filter(({ type }) => LAST_WORDS.has(type))

const LAST_WORDS = new Set(['cert.issued', 'cert.failed', 'order.cancelled'])

/** What comes again and again while a phase lasts is one line: a wait of days must not push out what came before. */
function remembered(history: readonly HistoryEntry[], { at, ...next }: HistoryEntry) {
  const again = history.slice(-2).find((past) => isSame(bare(past), next))
  if (!again) return [...history, { at, ...next }].slice(-HISTORY_LIMIT)
  const counted = { ...again, at, times: (again.times ?? 1) + 1 }
  return [...history.filter((past) => past !== again), counted]
}

const bare = ({ at: _at, times: _times, ...past }: HistoryEntry) => past

function entry(order: Order, { type, data }: Cause, now: Date): HistoryEntry {
  const { phase, generation } = order
  const why = reasonIn(data)
  const note = why === undefined ? {} : { note: why }
  return { at: now.toISOString(), type, phase, generation, ...note, ...newIssuer(order) }
}

function reasonIn(data: Cause['data']): string | undefined {
  const problem = 'problem' in data ? data.problem : undefined
  const seen = 'seen' in data ? data.seen : undefined
  return (problem ?? seen)?.reason
}

function newIssuer({ issuer, firstGeneration, history }: Order): { issuer?: string } {
  const isFirst = history.every(({ generation }) => generation !== firstGeneration)
  return firstGeneration !== undefined && isFirst ? { issuer } : {}
}

/** What is left when everything said is out: nothing to look at again. Undefined while records may be in a zone. */
export function settled(order: Order): Order | undefined {
  const { nextAt, ...rest } = order
  const done = isFinished(order) && order.records.length === 0
  if (!done || (nextAt === undefined && order.outbox.length === 0)) return undefined
  return { ...rest, version: order.version + 1, outbox: [] }
}
