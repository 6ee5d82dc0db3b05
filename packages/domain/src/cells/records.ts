import { type ChallengeRecord, CleanUpChallenge, isLasting } from '@certwire/contracts'
import { commandsOf } from '../commands.ts'
import { lookAgainAt } from '../enter.ts'
import { isFinished, type Order } from '../order.ts'
import type { IncomingOf, Step } from '../step.ts'

/** These records are gone; a placement that waited for the last of them begins, unless its time is yet to come. */
export function tidy(
  order: Order,
  { data, causationId }: IncomingOf<'challenge.cleaned-up'>,
  now: Date,
): Step {
  if (saidAt(causationId) < (order.recordsAt ?? 0)) return { order, send: [] }
  const gone = new Set(data.records.map(key))
  const records = order.records.filter((record) => !gone.has(key(record)))
  if (records.length === order.records.length) return { order, send: [] }
  if (order.phase !== 'placing' || records.length > 0)
    return { order: { ...order, records }, send: [] }
  const free = { ...order, records, redrives: 0 }
  return { order: { ...free, nextAt: lookAgainAt(free, now) }, send: commandsOf(free, now) }
}

/** The version of the order that said the command: its id has it. */
const saidAt = (commandId = ''): number => Number(commandId.split('.')[1] ?? Infinity)

/**
 * A solver that was slow, or of an earlier generation, wrote records that nobody needs: they go again. They are the
 * order's until they are gone, so that no lost message leaves them in a zone.
 */
export function sweep(
  order: Order,
  { data }: IncomingOf<'challenge.presented'> | IncomingOf<'challenge.pending'>,
  now: Date,
): Step {
  const needed = new Set(neededBy(order).map(key))
  const stray = data.records.filter(isPassing).filter((record) => !needed.has(key(record)))
  if (stray.length === 0) return { order, send: [] }
  const recordsAt = order.version + 1
  const swept = { ...order, records: union(order.records, stray), recordsAt }
  const { generation } = data
  const send = [CleanUpChallenge(order._id, { generation, records: stray })]
  return { order: awake(swept, now), send }
}

/** A CA that reuses an authorization asks for the same value again, so an earlier generation may have written it. */
const neededBy = (order: Order): ChallengeRecord[] =>
  order.phase === 'proving' || order.phase === 'validating'
    ? order.challenges.map(({ record }) => record)
    : []

/** Where nothing but the records is waited for, they are looked after soon. */
function awake(order: Order, now: Date): Order {
  if (order.phase !== 'placing' && !isFinished(order)) return order
  const rested = { ...order, redrives: 0 }
  return { ...rested, nextAt: lookAgainAt(rested, now) }
}

/** It goes again when the order is over; the others are nobody's to remove. */
export const isPassing = (record: ChallengeRecord): boolean => !isLasting(record)

/** Each record once. */
export function union(some: readonly ChallengeRecord[], more: readonly ChallengeRecord[]) {
  const known = new Set(some.map(key))
  return [...some, ...more.filter((record) => !known.has(key(record)))]
}

const key = ({ name, value }: ChallengeRecord) => `${name} ${value}`
