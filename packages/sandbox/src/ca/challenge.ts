import { ownAuthorization } from './authorization.ts'
import type { Authorization, Ca } from './ca.ts'
import { authorizationUrl } from './ca.ts'
import { challengeBody } from './challenge-body.ts'
import { json } from './jws.ts'
import { authorizationStatus } from './order-status.ts'
import { malformed } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet } from './reply.ts'
import { validate } from './validation.ts'

// A name server nearby answers well within it, and the client is spared its first poll.
const patienceMilliseconds = 250

/**
 * RFC 8555 §7.5.1: an object as payload is the client's answer and starts the validation; the reply shows the challenge
 * as it is then, often valid already. Answering again changes nothing (§8.2).
 */
export async function challenge(ca: Ca, request: AccountRequest): Promise<Reply> {
  const authorization = ownAuthorization(ca, request)
  if (!isPostAsGet(request)) await answered(ca, authorization, request)
  return {
    status: 200,
    body: challengeBody(ca, authorization),
    links: [[authorizationUrl(ca, authorization), 'up']],
    isUnderWay: authorization.challenge.status === 'processing',
  }
}

async function answered(ca: Ca, authorization: Authorization, { payload }: AccountRequest) {
  const answer = json(payload)
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw malformed('the answer to a challenge is an object')
  }
  const status = authorizationStatus(authorization, ca.clock())
  if (authorization.challenge.status !== 'pending') return
  if (status !== 'pending') throw malformed(`the authorization is ${status}`)
  const patience = AbortSignal.timeout(patienceMilliseconds)
  await Promise.race([
    validate(ca, authorization),
    new Promise((resolve) => patience.addEventListener('abort', resolve)),
  ])
}
