import type { Authorization, Ca, Challenge } from './ca.ts'
import { methods } from './method.ts'
import { AcmeProblem, problemFrom, shown, unauthorized } from './problem.ts'

/** RFC 8555 §8. Never rejects: what goes wrong becomes the error of the challenge. */
export async function validate(
  ca: Ca,
  authorization: Authorization,
  challenge: Challenge,
): Promise<void> {
  challenge.status = 'processing'
  challenge.due = undefined
  const error = await errorOf(ca, authorization, challenge)
  challenge.error = error
  challenge.status = error ? 'invalid' : 'valid'
  challenge.validated = error ? undefined : ca.clock()
  ca.limiter.validated(authorization.account, authorization.name, error === undefined)
  // It may have been deactivated while the servers were asked; that stands.
  if (authorization.status !== 'pending') return
  authorization.status = challenge.status
  if (!error) authorization.account.proven.set(authorization.name, authorization)
}

async function errorOf(ca: Ca, authorization: Authorization, challenge: Challenge) {
  const scripted = ca.behaviour.failures.take()
  if (scripted) return problemFrom(scripted)
  const method = methods[challenge.type]
  const name = method.recordName(ca, authorization)
  try {
    const texts = await ca.lookUp.txt(name, ca.signal)
    if (texts.some((text) => method.isProof(ca, authorization, challenge, text))) return undefined
    const [first] = texts
    return first === undefined
      ? unauthorized(`there is no TXT record at ${name}`)
      : unauthorized(`none of ${texts.length} TXT records at ${name} is right: ${shown(first)}`)
  } catch (error) {
    if (error instanceof AcmeProblem) return error
    return new AcmeProblem(500, 'serverInternal', `looking up ${name} failed`)
  }
}
