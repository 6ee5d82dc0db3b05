import { type Authorization, CaError, type Order } from '@certwire/acme'
import { isAddress, PendingChallenge, type Problem } from '@certwire/contracts'
import { quote } from '@certwire/domain'
import type { Issuer } from '@certwire/issuers'
import { recordOf } from './challenge-records.ts'
import { lost, noChallenge, unprovable } from './problems.ts'

interface Found {
  readonly challenges: PendingChallenge[]
  readonly problem?: Problem
}

/** One challenge for each authorization that is not valid yet. A valid one was proved before: RFC 8555 §7.4.1. */
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
    // RFC 8738 §7: DNS does not prove an address.
    if (isAddress(authorization.name)) return { challenges: [], problem: unprovable(authorization) }
    const challenge = preferred(authorization, issuer)
    if (!challenge)
      return { challenges: [], problem: noChallenge(authorization, issuer.challenges) }
    challenges.push(challenge)
  }
  return { challenges }
}

/** The first of our ways that the CA offers and that is not lost. */
function preferred(authorization: Authorization, issuer: Issuer): PendingChallenge | undefined {
  const { name, wildcard } = authorization
  for (const wanted of issuer.challenges) {
    const challenge = authorization.challenges.find(
      ({ type, status }) => type === wanted && status !== 'invalid',
    )
    const record = challenge && recordOf[wanted](challenge, authorization, issuer)
    if (record) return understood(wildcard ? `*.${name}` : name, challenge.url, record)
  }
  return undefined
}

function understood(name: string, url: string, record: object): PendingChallenge {
  const parsed = PendingChallenge.safeParse({ name, url, record })
  if (parsed.success) return parsed.data
  const what = `The CA wants proof of ${quote(name)} in a manner that is no challenge.`
  throw new CaError('ERR_CA_MALFORMED', what)
}
