import { createHash } from 'node:crypto'
import type { Authorization, Ca } from './ca.ts'
import { AcmeProblem, shown, unauthorized } from './problem.ts'

/** dns-01, RFC 8555 §8.4. Never rejects: what goes wrong becomes the error of the challenge. */
export async function validate(ca: Ca, authorization: Authorization): Promise<void> {
  const { challenge } = authorization
  challenge.status = 'processing'
  const error = await errorOf(ca, authorization)
  challenge.error = error
  challenge.status = error ? 'invalid' : 'valid'
  challenge.validated = error ? undefined : ca.clock()
  // It may have been deactivated while the servers were asked; that stands.
  if (authorization.status !== 'pending') return
  authorization.status = challenge.status
  if (!error) authorization.account.proven.set(authorization.name, authorization)
}

async function errorOf(ca: Ca, { identifier, account, challenge }: Authorization) {
  const name = `_acme-challenge.${identifier.value}`
  // The key as it is now, so that a key change does not let the old one prove anything.
  const keyAuthorization = `${challenge.token}.${account.key.thumbprint}`
  const expected = createHash('sha256').update(keyAuthorization).digest('base64url')
  try {
    const texts = await ca.resolveTxt(name, ca.signal)
    if (texts.includes(expected)) return undefined
    const [first] = texts
    return first === undefined
      ? unauthorized(`there is no TXT record at ${name}`)
      : unauthorized(`none of ${texts.length} TXT records at ${name} is right: ${shown(first)}`)
  } catch (error) {
    if (error instanceof AcmeProblem) return error
    return new AcmeProblem(500, 'serverInternal', `looking up ${name} failed`)
  }
}
