import { commandsOf } from './commands.ts'
import { after, deadlineOf, earlier, redriveAt } from './deadline.ts'
import type { Order } from './order.ts'
import type { Sendable, Step } from './step.ts'

/** What every phase has; the fields of the phase that ends stay behind. */
export function carried({
  _id,
  version,
  tenantId,
  requestDigest,
  issuer,
  names,
  key,
  ownCsr,
  createdAt,
  generation,
  records,
  recordsAt,
  outbox,
  history,
}: Order) {
  return {
    ...{ _id, version, tenantId, requestDigest, issuer, names, key, createdAt, generation },
    ...(ownCsr !== undefined && { ownCsr }),
    ...(recordsAt !== undefined && { recordsAt }),
    ...{ records, outbox, history },
  }
}

type Clock = 'nextAt' | 'deadline' | 'redrives'
type Without<O> = O extends Order ? Omit<O, Clock> : never

/** Starts the clock of the phase and says what the phase waits for, after `facts`, what has just come true. */
export function enter(phase: Without<Order>, now: Date, facts: readonly Sendable[] = []): Step {
  const deadline = deadlineOf(phase.phase, now)
  const order: Order = { ...phase, deadline, redrives: 0, nextAt: deadline }
  const send = [...facts, ...commandsOf(order, now)]
  return { order: { ...order, nextAt: lookAgainAt(order, now) }, send }
}

/** When silence ends: the next re-drive, or the start of a placement that has to wait. */
export function lookAgainAt(order: Order, now: Date): string {
  const waits = order.phase === 'placing' && order.records.length === 0
  const due =
    waits && order.placeAt > after(now, 0) ? order.placeAt : redriveAt(order.redrives, now)
  return earlier(due, order.deadline)
}
