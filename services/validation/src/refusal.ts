import type { AcmePort, Order, ProblemDocument } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'

/** Faults that may pass by themselves, for the CA's look at DNS is what failed: RFC 8555 §6.7. */
const passing = ['dns', 'connection', 'incorrectResponse', 'unauthorized', 'serverInternal', 'tls']

/** Why the order is `invalid`: the first authorization that says so, else the order's own error. */
export async function refusal(order: Order, acme: AcmePort, signal: AbortSignal): Promise<Problem> {
  const all = await Promise.all(order.authorizations.map((url) => acme.authorization(url, signal)))
  for (const { name, challenges } of all) {
    const error = challenges.find((challenge) => challenge.error)?.error
    if (error) return invalid(`The CA refused to authorize ${name}`, error)
  }
  if (order.error) return invalid('The CA gave the order up', order.error)
  const dead = all.find(({ status }) => status !== 'valid' && status !== 'pending')
  return gone(dead ? `the authorization of ${dead.name} is ${dead.status}` : 'it gives no reason')
}

function invalid(what: string, acme: ProblemDocument): Problem {
  const kind = acme.type.slice(acme.type.lastIndexOf(':') + 1)
  return {
    code: 'ERR_AUTHORIZATION_INVALID',
    reason: `${what}: ${acme.detail || kind}`.slice(0, 2000),
    actor: 'operator',
    remedy:
      kind === 'caa'
        ? 'Add a CAA record that permits this CA, or remove the one that forbids it; then retry.'
        : 'See that all name servers of the zone answer the CA with the TXT record; then retry.',
    retryable: passing.includes(kind),
    acme,
  }
}

const gone = (why: string): Problem => ({
  code: 'ERR_ORDER_INVALID',
  reason: `The order at the CA is invalid: ${why}.`,
  actor: 'nobody',
  remedy: 'None: a new order is placed.',
  retryable: true,
})
