import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Account, Authorization, Ca } from './ca.ts'
import { newId } from './ca.ts'
import { challengeBody } from './challenge-body.ts'
import { authorizationStatus } from './order-status.ts'
import { malformed, notFound, unauthorized } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet, parsePayload } from './reply.ts'

const Deactivation = z.object({ status: z.literal('deactivated') })

/** One name to prove; it drops the `*.` of a wildcard and says so beside it (RFC 8555 §7.1.4). */
export function newAuthorization(
  ca: Ca,
  account: Account,
  name: string,
  expires: Date,
): Authorization {
  const authorization: Authorization = {
    id: newId(),
    ...{ account, name },
    identifier: { type: 'dns', value: name.replace(/^\*\./, '') },
    expires,
    status: 'pending',
    challenge: {
      token: randomBytes(32).toString('base64url'),
      status: 'pending',
      validated: undefined,
      error: undefined,
    },
  }
  ca.authorizations.set(authorization.id, authorization)
  return authorization
}

/** RFC 8555 §7.5, and §7.5.2 for its deactivation. */
export function authorization(ca: Ca, request: AccountRequest): Reply {
  const found = ownAuthorization(ca, request)
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
  { reusesAuthorizations, clock }: Ca,
  { proven }: Account,
  name: string,
): Authorization | undefined {
  const found = reusesAuthorizations ? proven.get(name) : undefined
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
  const body = {
    status: authorizationStatus(authorization, ca.clock()),
    expires: authorization.expires,
    identifier: authorization.identifier,
    challenges: [challengeBody(ca, authorization)],
    ...(authorization.name.startsWith('*.') && { wildcard: true }),
  }
  return { status: 200, body, isUnderWay: authorization.challenge.status === 'processing' }
}
