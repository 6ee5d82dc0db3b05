import type { Authorization, Ca } from './ca.ts'

/** RFC 8555 §8: the challenge object, by itself and inside of its authorization. */
export function challengeBody(ca: Ca, authorization: Authorization) {
  const { token, status, validated, error } = authorization.challenge
  return {
    type: 'dns-01',
    url: `${ca.origin}/challenge/${authorization.id}`,
    token,
    status,
    ...(validated && { validated }),
    ...(error && { error }),
  }
}
