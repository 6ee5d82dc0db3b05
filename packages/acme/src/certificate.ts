import { malformed } from './answer.ts'
import { CaError } from './ca-error.ts'
import { linkTargets } from './link.ts'
import { pemToDer } from './pem.ts'
import type { Certificate, RevokeOptions } from './port.ts'
import { AcmeProblem } from './problem.ts'
import type { Session } from './session.ts'

const PEM_CHAIN = 'application/pem-certificate-chain'

const MOST_ALTERNATES = 10

/** RFC 8555 §7.4.2 and §9.1. What is in the chain is for others to verify. */
export async function downloadCertificate(
  { post, origins }: Session,
  url: string,
  signal: AbortSignal,
): Promise<Certificate> {
  const answer = await post(url, { signal, accept: PEM_CHAIN })
  if (!/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(answer.body))
    throw malformed(answer, 'it has no certificate in PEM')
  const alternates = linkTargets(answer.links, 'alternate', answer.url)
  return {
    chain: answer.body,
    // A chain that is elsewhere is no reason to lose the one that is here.
    alternates: alternates.filter(origins.allows).slice(0, MOST_ALTERNATES),
  }
}

/** RFC 8555 §7.6, with the account's key or the certificate's own. */
export async function revokeCertificate(
  { post, postWith, directory }: Session,
  pem: string,
  { reason, key }: RevokeOptions,
  signal: AbortSignal,
): Promise<void> {
  const certificate = pemToDer(pem, 'CERTIFICATE')
  const { revokeCert } = await directory(signal)
  if (revokeCert === undefined)
    throw new CaError('ERR_CA_MALFORMED', "The CA's directory has no revokeCert to ask.")
  const payload = { certificate, ...(reason !== undefined && { reason }) }
  const request = { endpoint: 'revokeCert', payload, signal } as const
  try {
    await (key ? postWith(key, revokeCert, request) : post(revokeCert, request))
  } catch (error) {
    const isDone = error instanceof AcmeProblem && error.code === 'ERR_ACME_ALREADY_REVOKED'
    if (!isDone) throw error
  }
}
