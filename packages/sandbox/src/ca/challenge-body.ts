import type { Authorization, Ca, Challenge } from './ca.ts'
import { methods } from './method.ts'

/** RFC 8555 §8: the challenge object, by itself and inside of its authorization. */
export function challengeBody(ca: Ca, authorization: Authorization, challenge: Challenge) {
  const { type, status, validated, error } = challenge
  return {
    type,
    url: `${ca.origin}/challenge/${authorization.id}/${type}`,
    status,
    ...methods[type].fields(ca, authorization, challenge),
    ...(validated && { validated }),
    ...(error && { error }),
  }
}
