import { CaError } from './ca-error.ts'
import type { Certificate } from './port.ts'
import type { Answer } from './transport.ts'

export const PEM_CHAIN = 'application/pem-certificate-chain'

const MOST_ALTERNATES = 10

/** RFC 8555 §7.4.2 and §9.1. What is in the chain is for others to verify. */
export function readCertificate({ body, links, url }: Answer): Certificate {
  if (!body.includes('-----BEGIN CERTIFICATE-----'))
    throw new CaError('ERR_CA_MALFORMED', 'The CA answered without a certificate in PEM.')
  return { chain: body, alternates: alternatesOf(links, url) }
}

/** RFC 8288, as much of it as `Link: <url>;rel="alternate"` needs. */
function alternatesOf(links: readonly string[], base: string): string[] {
  return links
    .flatMap((link) => link.split(/,\s*(?=<)/))
    .flatMap((link) => link.match(/^<([^>]{1,2048})>.*;\s*rel="?alternate"?/i)?.[1] ?? [])
    .slice(0, MOST_ALTERNATES)
    .map((target) => new URL(target, base).href)
}
