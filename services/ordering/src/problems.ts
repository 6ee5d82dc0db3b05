import type { Authorization, Order } from '@certwire/acme'
import type { OrderId, Problem } from '@certwire/contracts'

export const shared = (owner: OrderId): Problem => ({
  code: 'ERR_ORDER_SHARED',
  reason: `The CA gave this order the same order that ${owner} has; it can be finalized with one key only.`,
  actor: 'nobody',
  remedy: 'None: it is placed again when the other is done.',
  retryable: true,
})

export const notPlaced = ({ status, error }: Order): Problem => ({
  code: 'ERR_ORDER_STATUS',
  reason: `The CA answered with an order that is already ${status}.`,
  actor: 'nobody',
  remedy: 'None: a new order is placed.',
  retryable: true,
  ...(error && { acme: error }),
})

export const noChallenge = ({ name, status, challenges }: Authorization): Problem => ({
  code: 'ERR_CHALLENGE_UNSUPPORTED',
  reason: `The authorization of ${name} is ${status} and offers ${challenges.map(({ type }) => type).join(', ') || 'no challenge'}; Certwire answers dns-01.`,
  actor: 'operator',
  remedy: 'Ask the CA to allow dns-01 for this account.',
  retryable: status !== 'pending',
})
