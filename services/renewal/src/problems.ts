import type { OrderId, Problem } from '@certwire/contracts'

/** Nothing is left to say what was asked for; only somebody who knows can ask again. */
export const orderGone = (orderId: OrderId): Problem => ({
  code: 'ERR_RENEWAL_ORDER_GONE',
  reason: `The order ${orderId}, which the certificate came from, is not in the store.`,
  actor: 'operator',
  remedy: 'Restore the store, or request the certificate anew.',
  retryable: true,
})

export const lineageEnded = (orderId: OrderId, phase: string): Problem => ({
  code: 'ERR_RENEWAL_STOPPED',
  reason: `The order ${orderId} is ${phase}, so the certificate is not renewed any more.`,
  actor: 'requester',
  remedy: 'None if that was meant; else "certwire renewal now" renews it all the same.',
  retryable: false,
})
