import type { AcmePort, Order, ProblemDocument } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import { meaningOf } from '@certwire/issuers'

/** What the CA saw of the zone, which may be another thing a minute later: RFC 8555 §6.7. */
const seenInDns = /:(dns|connection|incorrectResponse|unauthorized|tls)$/

/** Why the order is `invalid`: the first authorization that is, else the order's own error. */
export async function refusal(order: Order, acme: AcmePort, signal: AbortSignal): Promise<Problem> {
  const all = await Promise.all(order.authorizations.map((url) => acme.authorization(url, signal)))
  // A valid one may still have the error of an earlier look: RFC 8555 §8.2.
  for (const { name, challenges } of all.filter(({ status }) => status === 'invalid')) {
    const error = challenges.find((challenge) => challenge.error)?.error
    if (error) return invalid(`The CA refused to authorize ${name}`, error)
  }
  if (order.error) return invalid('The CA gave the order up', order.error)
  const dead = all.find(({ status }) => status !== 'valid' && status !== 'pending')
  return gone(dead ? `the authorization of ${dead.name} is ${dead.status}` : 'it gives no reason')
}

const invalid = (what: string, acme: ProblemDocument): Problem => ({
  code: 'ERR_AUTHORIZATION_INVALID',
  reason: `${what}: ${acme.detail || acme.type}`.slice(0, 2000),
  ...(seenInDns.test(acme.type)
    ? {
        actor: 'operator',
        remedy:
          'See that all name servers of the zone answer the CA with the TXT record; then retry.',
        retryable: true,
      }
    : meaningOf(acme)),
  acme,
})

const gone = (why: string): Problem => ({
  code: 'ERR_ORDER_INVALID',
  reason: `The order at the CA is invalid: ${why}.`,
  actor: 'nobody',
  remedy: 'None: a new order is placed.',
  retryable: true,
})
