import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { z } from 'zod'
import type { Account, Authorization, Ca, Challenge } from './ca.ts'
import { newId } from './ca.ts'
import { challengeBody } from './challenge-body.ts'
import type { ChallengeType } from './method.ts'
import { identifierOf } from './names.ts'
import { authorizationStatus } from './order-status.ts'
import { isWithin } from './policy.ts'
import { malformed, notFound, unauthorized } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet, parsePayload } from './reply.ts'
import { settleAuthorization, waitOfChallenge } from './settle.ts'

const Deactivation = z.object({ status: z.literal('deactivated') })

interface NewAuthorization {
  readonly account: Account
  readonly name: string
  readonly expires: Date
  readonly token: string
}

/** One name to prove, or claimed already; it drops the `*.` of a wildcard and says so beside it (RFC 8555 §7.1.4). */
export function newAuthorization(
  ca: Ca,
  { account, name, expires, token }: NewAuthorization,
): Authorization {
  const identifier = identifierOf(name.replace(/^\*\./, ''))
  const validated = isWithin(identifier.value, ca.policy.claims) ? ca.clock() : undefined
  const [usual] = ca.policy.challenges
  const offered = validated ? [usual ?? 'dns-01'] : ca.policy.challenges
  // None of them proves an address.
  const types = isIP(name) ? [] : offered
  const authorization: Authorization = {
    id: newId(),
    ...{ account, name, identifier, expires },
    status: validated ? 'valid' : 'pending',
    challenges: types.map((type) => newChallenge(type, token, validated)),
  }
  ca.authorizations.set(authorization.id, authorization)
  return authorization
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function newChallenge(type: ChallengeType, token: string, validated: Date | undefined): Challenge {
  const status = validated ? 'valid' : 'pending'
  return { type, token, status, validated, due: undefined, error: undefined }
}

/** RFC 8555 §7.5, and §7.5.2 for its deactivation. */
export async function authorization(ca: Ca, request: AccountRequest): Promise<Reply> {
  const found = ownAuthorization(ca, request)
  await settleAuthorization(ca, found)
  if (isPostAsGet(request)) return authorizationReply(ca, found)
  parsePayload(Deactivation, request)
  const status = authorizationStatus(found, ca.clock())
  if (status !== 'pending' && status !== 'valid' && status !== 'deactivated') {
    throw malformed(`an authorization that is ${status} cannot be deactivated`)
  }
  found.status = 'deactivated'
  return authorizationReply(ca, found)
}

/** What the account has proven of the name and may still rely on, if this CA lets it. */
export function reusableAuthorization(
  { policy, clock }: Ca,
  { proven }: Account,
  name: string,
): Authorization | undefined {
  const found = policy.reusesAuthorizations ? proven.get(name) : undefined
  return found && authorizationStatus(found, clock()) === 'valid' ? found : undefined
}

export function ownAuthorization(ca: Ca, request: AccountRequest): Authorization {
  const {
    parameters: [id = ''],
    account,
  } = request
  const found = ca.authorizations.get(id)
  if (!found) throw notFound('authorization')
  if (found.account !== account) throw unauthorized('the authorization belongs to another account')
  return found
}

function authorizationReply(ca: Ca, authorization: Authorization): Reply {
  const { challenges, expires, identifier, name } = authorization
  const body = {
    status: authorizationStatus(authorization, ca.clock()),
    ...{ expires, identifier },
    challenges: challenges.map((each) => challengeBody(ca, authorization, each)),
    ...(name.startsWith('*.') && { wildcard: true }),
  }
  const waits = challenges.flatMap((each) => waitOfChallenge(ca, each) ?? [])
  return { status: 200, body, retryAfterSeconds: waits.length > 0 ? Math.max(...waits) : undefined }
}
