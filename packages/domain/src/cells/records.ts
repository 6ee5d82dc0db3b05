import { CleanUpChallenge } from '@certwire/contracts'
import { lookAgainAt } from '../enter.ts'
import type { Order } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'

/** These records are gone; a placement that waited for that may begin. */
export function tidy(order: Order, { data }: IncomingOf<'challenge.cleaned-up'>, now: Date): Step {
  const gone = new Set(data.records.map(key))
  const records = order.records.filter((record) => !gone.has(key(record)))
  if (records.length === order.records.length) return { order, send: [] }
  const tidied = { ...order, records }
  return order.phase === 'placing'
    ? { order: { ...tidied, nextAt: lookAgainAt(tidied, now) }, send: [] }
    : { order: tidied, send: [] }
}

/** A solver that was slow, or ran twice, wrote records that nobody needs any more: they go again. */
export function sweep(
  order: Order,
  { data }: IncomingOf<'challenge.presented'> | IncomingOf<'challenge.pending'>,
  now: Date,
): Step {
  const known = new Set(order.records.map(key))
  const stray = data.records.filter((record) => !known.has(key(record)))
  const swept = { ...order, records: [...order.records, ...stray], redrives: 0 }
  return {
    order: { ...swept, nextAt: lookAgainAt(swept, now) },
    send: [CleanUpChallenge(order._id, { records: data.records })],
  }
}

const key = ({ name, value }: { name: string; value: string }) => `${name} ${value}`
