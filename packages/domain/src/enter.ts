import { commandsOf } from './commands.ts'
import { after, deadlineOf, earlier, redriveAt, remindAt } from './deadline.ts'
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
  fallbacks,
  passed,
  firstGeneration,
  approval,
  wishes,
  renewalOf,
  patience,
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
    ...(fallbacks && { fallbacks }),
    ...(passed && { passed }),
    ...(firstGeneration !== undefined && { firstGeneration }),
    ...(approval && { approval }),
    ...(wishes && { wishes }),
    ...(renewalOf !== undefined && { renewalOf }),
    ...(patience && { patience }),
    ...(recordsAt !== undefined && { recordsAt }),
    ...{ records, outbox, history },
  }
}

type Clock = 'nextAt' | 'since' | 'deadline' | 'redrives'
type Without<O> = O extends Order ? Omit<O, Clock> : never

/** Starts the clock of the phase and says what the phase waits for, after `facts`, what has just come true. */
export function enter(phase: Without<Order>, now: Date, facts: readonly Sendable[] = []): Step {
  const deadline = deadlineOf(phase.phase, beginOf(phase, now), patienceOf(phase))
  const order: Order = { ...phase, since: after(now, 0), deadline, redrives: 0, nextAt: deadline }
  const send = [...facts, ...commandsOf(order, now)]
  return { order: { ...order, nextAt: lookAgainAt(order, now) }, send }
}

/** A placement that has to wait is not impatient meanwhile. */
const beginOf = (order: Without<Order>, now: Date): Date =>
  order.phase === 'placing' && order.placeAt > after(now, 0) ? new Date(order.placeAt) : now

/** The last issuer is given all the time that there is. */
function patienceOf({ patience, fallbacks = [] }: Without<Order>) {
  const { placing: _, ...others } = patience ?? {}
  return fallbacks.length > 0 ? patience : others
}

/** A CA may take its 45 s over a new order, and one that is asked for meanwhile is a second one. */
const SLOWER = 2

/** When silence ends: the next re-drive, or the start of a placement that has to wait. */
export function lookAgainAt(order: Order, now: Date): string {
  if (order.phase === 'approving') return earlier(remindAt(now), order.deadline)
  const waits = order.phase === 'placing' && order.records.length === 0
  if (waits && order.placeAt > after(now, 0)) return earlier(order.placeAt, order.deadline)
  return earlier(redriveAt(order.redrives + (waits ? SLOWER : 0), now), order.deadline)
}
