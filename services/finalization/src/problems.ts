import type { Order } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'

/** The order will not give a certificate any more: `invalid`, or back where it should not be. */
export const notFinal = ({ status, error }: Order): Problem => ({
  code: 'ERR_ORDER_INVALID',
  reason:
    `The CA did not issue: the order is ${status}${error ? `, ${error.detail || error.type}` : ''}.`.slice(
      0,
      2000,
    ),
  actor: error ? 'operator' : 'nobody',
  remedy: error ? 'See what the CA says, then retry.' : 'None: a new order is placed.',
  retryable: !error || /(serverInternal|rateLimited)$/.test(error.type),
  ...(error && { acme: error }),
})
