import type { Problem } from '@certwire/contracts'
import { after, earlier } from '../deadline.ts'
import { carried, enter } from '../enter.ts'
import type { OrderIn } from '../order.ts'
import type { ClockDue, IncomingOf, Step } from '../step.ts'
import { sendAgain } from './drive.ts'
import { whoActs } from './end.ts'

type Revoking = OrderIn<'revoking'>

/** Somebody wants it: the CA is asked until it has answered. */
export function revoke(
  order: OrderIn<'issued'>,
  { data: { reason, key } }: IncomingOf<'cert.revoked'>,
  now: Date,
): Step {
  const { orderUrl, certificate } = order
  const revoking = { phase: 'revoking' as const, orderUrl, certificate, reason, signer: key }
  return enter({ ...carried(order), ...revoking }, now)
}

/** The CA has revoked it, and storage has marked it. */
export function forsake(
  order: Revoking,
  { data: { reason, revokedAt } }: IncomingOf<'revocation.stored'>,
  now: Date,
): Step {
  const { orderUrl, certificate } = order
  const revoked = { phase: 'revoked' as const, orderUrl, certificate, reason, revokedAt }
  return enter({ ...carried(order), ...revoked }, now)
}

/** The certificate is good as before, and the order says why. */
export function stand(
  order: Revoking,
  { data: { problem } }: Pick<IncomingOf<'revocation.refused'>, 'data'>,
  now: Date,
): Step {
  const { orderUrl, certificate } = order
  return enter({ ...carried(order), phase: 'issued', orderUrl, certificate, problem }, now)
}

export function putOff(
  order: Revoking,
  { data: { until, problem } }: IncomingOf<'revocation.deferred'>,
): Step {
  const nextAt = earlier(until, order.deadline)
  return { order: { ...order, redrives: 0, nextAt, waitingFor: problem }, send: [] }
}

export function press(order: Revoking, _: ClockDue, now: Date): Step {
  return order.deadline <= after(now, 0)
    ? stand(order, { data: { problem: overdue(order) } }, now)
    : sendAgain(order, now)
}

const overdue = ({ deadline, waitingFor }: Revoking): Problem => ({
  code: 'ERR_REVOCATION_OVERDUE',
  reason:
    `The CA had not revoked the certificate until ${deadline}. ${waitingFor?.reason ?? ''}`.trim(),
  actor: whoActs(waitingFor?.actor ?? 'ca'),
  remedy: 'See to the reason, or ask the CA; then revoke it again.',
  retryable: false,
})
