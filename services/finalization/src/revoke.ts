import {
  type CertificateId,
  type MessageOf,
  type Problem,
  RevocationRefused,
  type RevokeByAccount,
} from '@certwire/contracts'
import { type CertificateDocument, certificateOf } from '@certwire/documents'
import { type Issuers, revocation } from '@certwire/issuers'
import type { Collection } from '@certwire/store'

interface Deps {
  readonly issuers: Issuers
  /** Only read. */
  readonly certificates: Pick<Collection<CertificateDocument>, 'get'>
  readonly clock: () => Date
  readonly random: () => number
}

/** Has the CA revoke the certificate for the account that it was issued to. Repeating it is harmless. */
export async function revoke(
  message: MessageOf<typeof RevokeByAccount>,
  { issuers, certificates, ...chance }: Deps,
  signal: AbortSignal,
) {
  const { issuer, certificateId } = message.data
  const certificate = await certificateOf(message.orderId, certificateId, certificates)
  if (!certificate) return [RevocationRefused(message.orderId, { problem: unknown(certificateId) })]
  const ask = async (reason: number | undefined) => {
    const { acme } = await issuers.open(issuer)
    return acme.revoke(certificate.chain, signal, reason === undefined ? {} : { reason })
  }
  return revocation(message, ask, chance, signal)
}

const unknown = (id: CertificateId): Problem => ({
  code: 'ERR_CERTIFICATE_UNKNOWN',
  reason: `The certificate ${id} of this order is not in the store.`,
  actor: 'operator',
  remedy: 'Revoke it at the CA, or restore it and revoke it again.',
  retryable: false,
})
