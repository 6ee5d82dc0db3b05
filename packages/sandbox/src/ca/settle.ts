import type { Authorization, Ca, Challenge, Order } from './ca.ts'
import type { SigningRequest } from './csr.ts'
import { issue } from './issue.ts'
import { validate } from './validation.ts'

// A CA that takes days does not want to be asked more often.
const longestWaitSeconds = 3600
const day = 24 * 3600 * 1000
const month = 30 * day

/** Does what has become due of an order since somebody last looked, as of when it was due. */
export async function settleOrder(ca: Ca, order: Order): Promise<void> {
  await Promise.all(order.authorizations.map((each) => settleAuthorization(ca, each)))
  const due = order.held?.due
  if (due && due <= ca.clock()) await release(ca, order, due)
}

export async function settleAuthorization(ca: Ca, authorization: Authorization): Promise<void> {
  const now = ca.clock()
  await Promise.all(
    authorization.challenges.map(async (each) => {
      if (each.due && each.due <= now) await validate(ca, authorization, each)
    }),
  )
}

/** Issues it so much later; with Infinity, when it is released. */
export function hold(ca: Ca, order: Order, request: SigningRequest, ms: number): void {
  order.held = { request, due: undefined }
  delay(ca, order, ms)
}

export function delay(ca: Ca, order: Order, ms: number): void {
  const now = ca.clock().getTime()
  const due = Number.isFinite(ms) ? new Date(now + ms) : undefined
  if (order.held) order.held.due = due
  // An order does not expire while the CA is at it.
  order.expires = new Date(Math.max(order.expires.getTime(), now + (due ? ms : month) + day))
}

/** Issues what is held, now. */
export async function release(ca: Ca, order: Order, now: Date): Promise<void> {
  const { held } = order
  order.held = undefined
  if (held) await issue(ca, order, held.request, now)
}

/** How long a client that asks about it should wait, in seconds; undefined when it need not. */
export function waitOfChallenge(ca: Ca, { status, due }: Challenge): number | undefined {
  return status === 'processing' ? secondsUntil(ca, due) : undefined
}

export function waitOfOrder(ca: Ca, order: Order): number | undefined {
  if (order.progress === 'processing') return secondsUntil(ca, order.held?.due, order.held)
  if (order.progress !== 'open') return undefined
  const waits = order.authorizations.flatMap(({ challenges, status }) =>
    status === 'pending' ? challenges.map((each) => waitOfChallenge(ca, each) ?? 0) : [],
  )
  return Math.max(0, ...waits) || undefined
}

function secondsUntil(ca: Ca, due: Date | undefined, held?: object): number {
  if (!due) return held ? longestWaitSeconds : 1
  const seconds = Math.ceil((due.getTime() - ca.clock().getTime()) / 1000)
  return Math.min(longestWaitSeconds, Math.max(1, seconds))
}
