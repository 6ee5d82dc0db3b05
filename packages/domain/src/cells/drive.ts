import type { Problem } from '@certwire/contracts'
import { commandsOf } from '../commands.ts'
import { after } from '../deadline.ts'
import { lookAgainAt } from '../enter.ts'
import type { Order } from '../order.ts'
import type { ClockDue, Step } from '../step.ts'
import { end, whoActs } from './end.ts'
import { giveUp } from './fail.ts'

/** An order whose deadline is past by this much without its last look: nothing ran when it came. */
const MISSED_MS = 60_000
/** How long it is given then. */
const LAST_LOOK_MS = 10 * 60_000

/** Silence: the phase's commands are sent again, or the phase gives up at its deadline. */
export function drive(order: Order, _: ClockDue, now: Date): Step {
  if (order.deadline > now.toISOString()) return sendAgain(order, now)
  if (wasMissed(order, now)) return sendAgain({ ...order, deadline: after(now, LAST_LOOK_MS) }, now)
  // What storage cannot keep is no issuer's fault.
  const last = order.phase === 'storing' ? end : giveUp
  return last(order, overdue(order), now)
}

/** What was due before the deadline was not done, so nobody knows how far the CA has come. */
const wasMissed = ({ nextAt, deadline }: Order, now: Date): boolean =>
  nextAt !== deadline && deadline < after(now, -MISSED_MS)

/** A finished order is looked at until nothing of it is left in a zone and its last words are out. */
export function remind(order: Order, _: ClockDue, now: Date): Step {
  if (order.deadline > now.toISOString()) return sendAgain(order, now)
  const { nextAt: _nextAt, ...rest } = order
  return { order: rest, send: [] }
}

export function sendAgain(order: Order, now: Date): Step {
  const driven = { ...order, redrives: order.redrives + 1 }
  return {
    order: { ...driven, nextAt: lookAgainAt(driven, now) },
    send: commandsOf(driven, now),
  }
}

function overdue({ phase, deadline, waitingFor }: Order): Problem {
  const last = waitingFor ? ` Last seen: ${waitingFor.reason}` : ''
  return {
    code: 'ERR_ORDER_DEADLINE',
    reason: `The order was still ${phase} at its deadline ${deadline}.${last}`.slice(0, 2000),
    actor: whoActs(waitingFor?.actor ?? 'operator'),
    remedy: 'See what the order waited for, then retry it.',
    retryable: false,
  }
}
