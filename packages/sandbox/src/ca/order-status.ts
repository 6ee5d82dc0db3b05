import type { Authorization, Order } from './ca.ts'

/** RFC 8555 §7.1.6. Until it is finalized an order is what its authorizations make of it. */
export function orderStatus(order: Order, now: Date) {
  if (order.progress !== 'open') return order.progress
  const statuses = order.authorizations.map((each) => authorizationStatus(each, now))
  if (now >= order.expires) return 'invalid'
  if (statuses.every((status) => status === 'valid')) return 'ready'
  return statuses.every((status) => status === 'valid' || status === 'pending')
    ? 'pending'
    : 'invalid'
}

export function authorizationStatus(authorization: Authorization, now: Date) {
  const { status, expires } = authorization
  if (now < expires) return status
  // §7.1.6: one that ran out before it was proven failed; one that was proven has expired.
  if (status === 'valid') return 'expired'
  return status === 'pending' ? 'invalid' : status
}
