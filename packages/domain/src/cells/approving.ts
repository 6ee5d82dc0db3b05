import type { Problem } from '@certwire/contracts'
import { after } from '../deadline.ts'
import { carried, enter } from '../enter.ts'
import type { OrderIn } from '../order.ts'
import type { ClockDue, IncomingOf, Step } from '../step.ts'
import { sendAgain } from './drive.ts'
import { end } from './end.ts'

type Approving = OrderIn<'approving'>

/** It goes to the CA now, and is known as approved from here on. */
export function approve(order: Approving, { data }: IncomingOf<'cert.approved'>, now: Date): Step {
  const at = after(now, 0)
  const approved = { ...order, approval: { at, ...data } }
  return enter({ ...carried(approved), phase: 'placing', placeAt: at }, now)
}

export function deny(order: Approving, { id, data }: IncomingOf<'cert.denied'>, now: Date): Step {
  if (order.approval?.denial === id) return { order, send: [] }
  return end({ ...order, approval: { denial: id } }, denied(data), now)
}

/** Whoever has to approve it is reminded every day, and at the deadline it ends. */
export function ask(order: Approving, _: ClockDue, now: Date): Step {
  return order.deadline <= after(now, 0) ? end(order, overdue(order), now) : sendAgain(order, now)
}

const denied = ({ by, reason }: IncomingOf<'cert.denied'>['data']): Problem => ({
  code: 'ERR_APPROVAL_DENIED',
  reason: `The order was denied${by ? ` by ${by}` : ''}${reason ? `: ${reason}` : '.'}`,
  actor: 'requester',
  remedy: 'Settle it with whoever denied it, then retry the order: it is put to them again.',
  retryable: false,
})

const overdue = ({ deadline }: Approving): Problem => ({
  code: 'ERR_APPROVAL_OVERDUE',
  reason: `Nobody approved or denied the order until ${deadline}.`,
  actor: 'operator',
  remedy: 'Retry the order, and approve it in time.',
  retryable: false,
})
