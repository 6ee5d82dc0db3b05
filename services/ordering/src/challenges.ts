import { type Authorization, CaError, type Order } from '@certwire/acme'
import { PendingChallenge, type Problem } from '@certwire/contracts'
import { quote } from '@certwire/domain'
import type { Issuer } from '@certwire/issuers'
import { lost, noChallenge } from './problems.ts'

interface Found {
  readonly challenges: PendingChallenge[]
  readonly problem?: Problem
}

/** One dns-01 challenge for each authorization that is not valid yet. A valid one was proved before: RFC 8555 §7.4.1. */
export async function pendingChallenges(
  { status, authorizations }: Order,
  issuer: Issuer,
  signal: AbortSignal,
): Promise<Found> {
  if (status === 'ready') return { challenges: [] }
  const all = await Promise.all(authorizations.map((url) => issuer.acme.authorization(url, signal)))
  const challenges: PendingChallenge[] = []
  for (const authorization of all) {
    if (authorization.status === 'valid') continue
    if (authorization.status !== 'pending') return { challenges: [], problem: lost(authorization) }
    const challenge = dns01(authorization, issuer)
    if (!challenge) return { challenges: [], problem: noChallenge(authorization) }
    challenges.push(challenge)
  }
  return { challenges }
}

function dns01({ name, wildcard, challenges }: Authorization, issuer: Issuer) {
  const challenge = challenges.find(({ type }) => type === 'dns-01')
  if (challenge?.token === undefined) return undefined
  const parsed = PendingChallenge.safeParse({
    name: wildcard ? `*.${name}` : name,
    url: challenge.url,
    // RFC 8555 §7.1.4 drops the "*.", so a wildcard and its apex share one TXT name: both values stand there.
    record: { name: `_acme-challenge.${name}`, value: issuer.digest(challenge.token) },
  })
  if (parsed.success) return parsed.data
  throw new CaError('ERR_CA_MALFORMED', `The CA wants proof of ${quote(name)}, which is no name.`)
}
