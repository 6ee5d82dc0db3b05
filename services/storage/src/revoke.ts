import { createPrivateKey } from 'node:crypto'
import {
  type CertificateRevoked,
  type MessageOf,
  type Problem,
  RevocationRefused,
  RevocationStored,
  type RevokeByCertificate,
} from '@certwire/contracts'
import { type CertificateDocument, certificateOf } from '@certwire/documents'
import { type RevokeByKey, revocation } from '@certwire/issuers'
import type { Secret } from '@certwire/secrets'
import type { Collection } from '@certwire/store'
import type { Keys } from './keys.ts'

interface Deps {
  readonly keys: Keys
  readonly certificates: Collection<CertificateDocument>
  readonly revokeByKey: RevokeByKey
  readonly clock: () => Date
  readonly random: () => number
}

/** Has the CA revoke the certificate with its own key, which needs no account there: RFC 8555 §7.6. ADR-0013 */
export async function revoke(
  message: MessageOf<typeof RevokeByCertificate>,
  { keys, certificates, revokeByKey, ...chance }: Deps,
  signal: AbortSignal,
) {
  const { issuer, certificateId } = message.data
  const certificate = await certificateOf(message.orderId, certificateId, certificates)
  const pem = certificate && (await privateKeyOf(certificate, keys))
  if (!pem) return [RevocationRefused(message.orderId, { problem: noKey })]
  const key = createPrivateKey(pem.reveal())
  const ask = (reason: number | undefined) =>
    revokeByKey(issuer, certificate.chain, { key, reason }, signal)
  return revocation(message, ask, chance, signal)
}

async function privateKeyOf(
  { keyId }: CertificateDocument,
  keys: Keys,
): Promise<Secret | undefined> {
  const document = keyId === undefined ? undefined : await keys.find(keyId)
  return document && keys.open(document)
}

/** Marks the certificate, whoever had it revoked. What is marked stays as it was marked first. */
export async function markRevoked(
  { orderId, data: { certificateId, reason } }: MessageOf<typeof CertificateRevoked>,
  { certificates, clock }: Pick<Deps, 'certificates' | 'clock'>,
) {
  for (;;) {
    const certificate = await certificateOf(orderId, certificateId, certificates)
    if (!certificate) return []
    const { version, revoked = { at: clock().toISOString(), reason } } = certificate
    const isMarked = certificate.revoked !== undefined
    if (isMarked || (await certificates.replace({ ...certificate, version: version + 1, revoked })))
      return [
        RevocationStored(orderId, { certificateId, reason: revoked.reason, revokedAt: revoked.at }),
      ]
  }
}

const noKey: Problem = {
  code: 'ERR_CERTIFICATE_KEY',
  reason: 'The private key of the certificate is not here: the requester made the CSR.',
  actor: 'requester',
  remedy: 'Revoke it with the key of the account.',
  retryable: false,
}
