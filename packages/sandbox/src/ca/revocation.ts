import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Ca, Certificate } from './ca.ts'
import { authorizationStatus } from './order-status.ts'
import { AcmeProblem, malformed, notFound, unauthorized } from './problem.ts'
import type { AcmeRequest, Reply } from './reply.ts'
import { parsePayload } from './reply.ts'

const Revocation = z.object({
  certificate: z.string().regex(/^[A-Za-z0-9_-]+$/, 'not base64url'),
  reason: z.unknown().optional(),
})

// RFC 5280 §5.3.1, those that a subscriber may give: the others concern CAs, holds, or nothing at all.
const reasons = [0, 1, 3, 4, 5, 9]

/** RFC 8555 §7.6, signed by an account in charge of the names or by the key of the certificate. */
export function revocation(ca: Ca, request: AcmeRequest): Reply {
  const { certificate, reason = 0 } = parsePayload(Revocation, request)
  const found = issued(ca, Buffer.from(certificate, 'base64url'))
  if (!isEntitled(ca, found, request)) {
    throw unauthorized(
      'neither the key of the certificate nor of an account in charge of its names',
    )
  }
  if (typeof reason !== 'number' || !reasons.includes(reason)) {
    const detail = `the reason is none of ${reasons.join(', ')}`
    throw new AcmeProblem(400, 'badRevocationReason', detail)
  }
  if (found.revoked) throw new AcmeProblem(400, 'alreadyRevoked', 'it is revoked already')
  found.revoked = { reason }
  ca.ledger.revoked.push({ serial: found.serial, reason })
  return { status: 200, body: undefined }
}

function issued(ca: Ca, der: Buffer): Certificate {
  const found = ca.certificates.get(serialOf(der))
  if (found?.der.equals(der)) return found
  throw notFound('certificate')
}

function serialOf(der: Buffer): string {
  try {
    return new X509Certificate(der).serialNumber
  } catch {
    throw malformed('certificate is not the DER of a certificate')
  }
}

function isEntitled(ca: Ca, certificate: Certificate, { account, key }: AcmeRequest): boolean {
  if (!account) return key.spkiDigest === certificate.spkiDigest
  if (account === certificate.account) return true
  const now = ca.clock()
  return certificate.names.every((name) => {
    const proven = account.proven.get(name)
    return proven && authorizationStatus(proven, now) === 'valid'
  })
}
