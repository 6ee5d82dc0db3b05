import type { AcmePort, Authorization, Order } from '@certwire/acme'
import type { Problem } from '@certwire/contracts'
import { meaningOf } from '@certwire/issuers'
import { nameOf, wordsOf } from './refusal.ts'

/** Each is a request; of an order with more names the first are looked at. */
const MOST_LOOKED_AT = 20
/** Most orders are decided before that, and nobody looks at them. */
const SLOW_MS = 60_000
const LONGEST_REASON = 2000

/**
 * What the CA has against challenges of an order that it goes on with: RFC 8555 §8.2 has it tell in `error` how each of
 * its own tries failed. It is for people, so a CA that does not say is not asked again for it.
 */
export async function seen(
  { authorizations }: Order,
  since: string | undefined,
  { acme, clock }: { acme: Pick<AcmePort, 'authorization'>; clock: () => Date },
  signal: AbortSignal,
): Promise<{ seen?: Problem }> {
  const waitedMs = since === undefined ? 0 : clock().getTime() - Date.parse(since)
  if (waitedMs < SLOW_MS) return {}
  const looks = authorizations
    .slice(0, MOST_LOOKED_AT)
    .map((url) => acme.authorization(url, signal))
  const looked = await Promise.allSettled(looks)
  signal.throwIfAborted()
  const failing = looked.flatMap((look) =>
    look.status === 'fulfilled' ? failingOf(look.value) : [],
  )
  return failing.length > 0 ? { seen: problemOf(failing) } : {}
}

function failingOf(authorization: Authorization) {
  const error = authorization.challenges.find((challenge) => challenge.error)?.error
  const isOpen = authorization.status === 'pending'
  return isOpen && error ? [{ name: nameOf(authorization), error }] : []
}

function problemOf(failing: ReturnType<typeof failingOf>): Problem {
  const all = failing.map(({ name, error }) => `${name}: ${wordsOf(error)}`)
  const actors = failing.map(({ error }) => meaningOf(error, 'validation').says.actor)
  return {
    code: 'ERR_CHALLENGE_FAILING',
    reason: `The CA tries again what failed: ${all.join('; ')}`.slice(0, LONGEST_REASON),
    actor: actors.find((actor) => actor !== 'nobody') ?? 'nobody',
    remedy: 'See to the reason; the CA looks again by itself, until it gives the order up.',
    retryable: true,
    ...(failing[0] && { acme: failing[0].error }),
  }
}
