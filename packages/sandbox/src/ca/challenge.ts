import { ownAuthorization } from './authorization.ts'
import type { Authorization, Ca, Challenge } from './ca.ts'
import { authorizationUrl } from './ca.ts'
import { challengeBody } from './challenge-body.ts'
import { json } from './jws.ts'
import { authorizationStatus } from './order-status.ts'
import { malformed, notFound, problemFrom } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet } from './reply.ts'
import { settleAuthorization, waitOfChallenge } from './settle.ts'
import { validate } from './validation.ts'

// A name server nearby answers well within it, and the client is spared its first poll.
const patienceMilliseconds = 250

/**
 * RFC 8555 §7.5.1: an object as payload is the client's answer and starts the validation; the reply shows the challenge
 * as it is then, often valid already. Answering again changes nothing (§8.2).
 */
export async function challenge(ca: Ca, request: AccountRequest): Promise<Reply> {
  const authorization = ownAuthorization(ca, request)
  const [, type] = request.parameters
  const found = authorization.challenges.find((each) => each.type === type)
  if (!found) throw notFound('challenge')
  await settleAuthorization(ca, authorization)
  if (!isPostAsGet(request)) await answered(ca, authorization, found, request)
  return {
    status: 200,
    body: challengeBody(ca, authorization, found),
    links: [[authorizationUrl(ca, authorization), 'up']],
    retryAfterSeconds: waitOfChallenge(ca, found),
  }
}

async function answered(
  ca: Ca,
  authorization: Authorization,
  challenge: Challenge,
  request: AccountRequest,
) {
  const answer = json(request.payload)
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw malformed('the answer to a challenge is an object')
  }
  const status = authorizationStatus(authorization, ca.clock())
  if (challenge.status !== 'pending') return
  if (status !== 'pending') throw malformed(`the authorization is ${status}`)
  ca.limiter.challenge(request)
  if (ca.behaviour.validating.ms > 0) postpone(ca, challenge)
  else await soon(validate(ca, authorization, challenge))
}

function postpone(ca: Ca, challenge: Challenge) {
  const { ms, error } = ca.behaviour.validating
  challenge.status = 'processing'
  // §8.2: while the server tries again it says what went wrong so far.
  challenge.error = error && problemFrom(error)
  challenge.due = later(ca.clock(), ms)
}

function later(now: Date, ms: number): Date {
  // What never comes is further than any date of a test.
  return new Date(Math.min(now.getTime() + ms, 8.64e15))
}

async function soon(validation: Promise<void>) {
  const patience = AbortSignal.timeout(patienceMilliseconds)
  await Promise.race([
    validation,
    new Promise((resolve) => patience.addEventListener('abort', resolve)),
  ])
}
