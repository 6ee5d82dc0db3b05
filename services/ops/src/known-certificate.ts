import { CertificateId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { HttpProblem } from '@certwire/runtime'
import type { Collection } from '@certwire/store'

/** Text that is no id of ours names no certificate. */
export async function knownCertificate(
  certificates: Collection<CertificateDocument>,
  text: string,
): Promise<CertificateDocument> {
  const id = CertificateId.safeParse(text)
  const certificate = id.success ? await certificates.get(id.data) : undefined
  if (certificate) return certificate
  const remedy = 'Look for it in the list of certificates.'
  throw new HttpProblem(404, 'ERR_CERTIFICATE_UNKNOWN', 'There is no such certificate.', remedy)
}
