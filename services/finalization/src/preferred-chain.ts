import { X509Certificate } from 'node:crypto'
import type { AcmePort } from '@certwire/acme'

/** Let's Encrypt has offered three at most. */
const MOST_ALTERNATES = 5

export interface Chosen {
  readonly chain: string
  /** None of the chains ends as was wished: this is the one that the CA gives unless asked. */
  readonly isDefault: boolean
}

/**
 * Downloads the certificate, with the chain whose top was issued by whom the requester prefers: RFC 8555 §7.4.2. Where
 * the CA offers none, or does not show it, its own choice is as good a certificate.
 */
export async function downloadPreferred(
  acme: Pick<AcmePort, 'certificate'>,
  url: string,
  preferred: string | undefined,
  signal: AbortSignal,
): Promise<Chosen> {
  const { chain, alternates } = await acme.certificate(url, signal)
  if (preferred === undefined || topIssuer(chain) === preferred) return { chain, isDefault: false }
  for (const alternate of alternates.slice(0, MOST_ALTERNATES)) {
    const other = await acme.certificate(alternate, signal).catch(() => undefined)
    signal.throwIfAborted()
    if (other && topIssuer(other.chain) === preferred)
      return { chain: other.chain, isDefault: false }
  }
  return { chain, isDefault: true }
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The common name of who issued the last certificate; storage verifies all of them. */
function topIssuer(chain: string): string | undefined {
  const top = chain.match(BLOCK)?.at(-1)
  try {
    const lines = top === undefined ? [] : new X509Certificate(top).issuer.split('\n')
    return lines.find((line) => line.startsWith('CN='))?.slice('CN='.length)
  } catch {
    return undefined
  }
}
