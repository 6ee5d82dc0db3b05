import type { Authorization, Order } from '@certwire/acme'
import { DnsName, type PendingChallenge, type Problem } from '@certwire/contracts'
import type { Issuer } from '@certwire/issuers'
import { noChallenge } from './problems.ts'

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
    const challenge = pending(authorization, issuer)
    if (!challenge) return { challenges: [], problem: noChallenge(authorization) }
    challenges.push(challenge)
  }
  return { challenges }
}

function pending(authorization: Authorization, issuer: Issuer): PendingChallenge | undefined {
  const { name, wildcard, status, challenges } = authorization
  const challenge = challenges.find(({ type }) => type === 'dns-01')
  if (status !== 'pending' || challenge?.token === undefined) return undefined
  return {
    name: DnsName.parse(wildcard ? `*.${name}` : name),
    url: challenge.url,
    // RFC 8555 §7.1.4 drops the "*.", so a wildcard and its apex share one TXT name: both values stand there.
    record: { name: `_acme-challenge.${name}`, value: issuer.digest(challenge.token) },
  }
}
