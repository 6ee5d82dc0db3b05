import type { Order } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import { meaningOf } from '@certwire/issuers'

/** The order will not give a certificate any more: `invalid`, or back where it should not be. */
export const notFinal = ({ status, error }: Order): Problem => ({
  code: 'ERR_ORDER_INVALID',
  reason: `The CA did not issue: the order is ${status}${error ? `, ${error.detail || error.type}` : ''}.`,
  ...meaningOf(error ?? 'order invalid', 'issuance').says,
  ...(error && { acme: error }),
})
