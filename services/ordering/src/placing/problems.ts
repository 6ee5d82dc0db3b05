import type { Authorization, Order } from '@certwire/acme'
import type { OrderId, Problem } from '@certwire/contracts'
import { quote } from '@certwire/domain'

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

/** An authorization that is neither valid nor to be proved. */
export const lost = ({ name, status }: Authorization): Problem => ({
  code: 'ERR_AUTHORIZATION_STATUS',
  reason: `The CA answered with an authorization of ${quote(name)} that is already ${status}.`,
  actor: 'nobody',
  remedy: 'None: a new order is placed.',
  retryable: true,
})

export const noChallenge = (
  { name, challenges }: Authorization,
  ours: readonly string[],
): Problem => ({
  code: 'ERR_CHALLENGE_UNSUPPORTED',
  reason: `The CA offers ${offered(challenges)} for ${quote(name)}; here it is answered with ${ours.join(', ')}.`,
  actor: 'operator',
  remedy:
    'Ask the CA to allow dns-01 for this account, or name what it offers in the issuer’s challenges; then retry.',
  retryable: false,
})

/** Over DNS, which is all that we have. */
export const unprovable = ({ name }: Authorization): Problem => ({
  code: 'ERR_CHALLENGE_UNSUPPORTED',
  reason: `The CA wants proof of the address ${name}, and no record in DNS proves an address.`,
  actor: 'operator',
  remedy: 'Have the CA validate the address for this account beforehand, then retry.',
  retryable: false,
})

const offered = (challenges: Authorization['challenges']) =>
  [...new Set(challenges.map(({ type }) => quote(type)))].slice(0, 5).join(', ') || 'no challenge'
