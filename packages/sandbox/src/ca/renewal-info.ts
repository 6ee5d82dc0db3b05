import type { Ca, Certificate } from './ca.ts'
import type { SandboxCaRenewalInfo } from './control.ts'
import { AcmeProblem, malformed, notFound } from './problem.ts'
import type { Reply } from './reply.ts'

const hour = 3600 * 1000
const day = 24 * hour
const retryAfterSeconds = 6 * 3600

/** RFC 9773 §4.1: who signed it, and its serial number. */
export function certId({ issuer }: Ca, serial: string): string {
  return `${issuer.keyIdentifier}.${Buffer.from(serial, 'hex').toString('base64url')}`
}

function certificateById(ca: Ca, id: string): Certificate {
  const [, serial] = /^[\w-]+\.([\w-]+)$/.exec(id) ?? []
  if (serial === undefined) throw malformed('the id of a certificate has two parts in base64url')
  const found = ca.certificates.get(Buffer.from(serial, 'base64url').toString('hex').toUpperCase())
  if (found && certId(ca, found.serial) === id) return found
  throw notFound('certificate')
}

/** RFC 9773 §4.2. */
export function renewalInfo(ca: Ca, id: string): Reply {
  if (!ca.policy.renewalInfo) throw notFound('resource')
  const found = certificateById(ca, id)
  const { start, end, explanationURL } = found.renewalInfo ?? suggested(found, ca.clock())
  return {
    status: 200,
    body: { suggestedWindow: { start, end }, ...(explanationURL && { explanationURL }) },
    retryAfterSeconds,
    isOpen: true,
  }
}

/** Two per cent of its life, about when a third of it is left; of short ones, half. At once, once it is revoked. */
function suggested({ notBefore, notAfter, revoked }: Certificate, now: Date): SandboxCaRenewalInfo {
  const at = (ms: number) => new Date(Math.round(ms / 1000) * 1000)
  if (revoked) return { start: at(now.getTime() - hour), end: at(now.getTime() - hour / 2) }
  const life = notAfter.getTime() - notBefore.getTime()
  const ideal = notAfter.getTime() - (life < 10 * day ? life / 2 : life / 3)
  return { start: at(ideal - life / 100), end: at(ideal + life / 100) }
}

/** RFC 9773 §5: the certificate that a new order replaces, if it may. */
export function replaceable(
  ca: Ca,
  id: string,
  { account, names }: Pick<Certificate, 'account' | 'names'>,
  isInvalid: (order: NonNullable<Certificate['replacedBy']>) => boolean,
): Certificate {
  const found = certificateById(ca, id)
  if (found.account !== account) {
    throw new AcmeProblem(403, 'unauthorized', 'the certificate to replace is of another account')
  }
  if (!names.some((name) => found.names.includes(name))) {
    throw malformed('the certificate to replace has none of these names')
  }
  if (!found.replacedBy || isInvalid(found.replacedBy)) return found
  throw new AcmeProblem(409, 'alreadyReplaced', 'another order replaces this certificate')
}
