import type { X509Certificate } from 'node:crypto'
import type { Chain } from './chain-certificates.ts'
import { ChainError } from './chain-error.ts'
import { checkDates } from './dates.ts'

/** Every certificate of a chain is issued and signed by the next, which is of a CA and valid now. */
export function checkLinks(chain: Chain, now: Date): void {
  if (new Set(chain.map(({ fingerprint256 }) => fingerprint256)).size < chain.length)
    throw new ChainError(
      'ERR_CHAIN_LINK',
      'The chain has a certificate twice. Report it to the CA.',
    )
  for (const [index, issuer] of chain.entries()) {
    const certificate = chain[index - 1]
    if (certificate) checkLink(certificate, issuer, `Certificate ${index + 1} of the chain`, now)
  }
}

function checkLink(
  certificate: X509Certificate,
  issuer: X509Certificate,
  which: string,
  now: Date,
): void {
  // Asked first: OpenSSL's opinion on who issued what counts the issuer's usages as well.
  if (!issuer.ca)
    throw new ChainError('ERR_CHAIN_CA', `${which} is not of a CA, so it vouches for nothing.`)
  if (!isIssuedBy(certificate, issuer))
    throw new ChainError(
      'ERR_CHAIN_LINK',
      `${which} did not issue the one before it: the order is wrong, one is missing or one does not belong.`,
    )
  checkDates(issuer, which, now)
}

/** Whether the issuer is named in the certificate and its key signed it. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    // The issuer's key is of a kind that OpenSSL cannot read.
    return false
  }
}
