import { type Chain, readChain, readRoots } from './chain-certificates.ts'
import { checkLeaf } from './check-leaf.ts'
import { checkLinks, isIssuedBy } from './links.ts'
import { readCsrKeyOf } from './read-csr.ts'
import { anchorIn } from './root.ts'

interface Ordered {
  /** PEM, as the CA gave it. */
  readonly chain: string
  /** PEM. Only its key counts, and a `CsrError` is thrown if it has none. */
  readonly csr: string
  readonly names: readonly string[]
  /** PEM, each of one or more roots. Where there are any, the chain has to end in one. */
  readonly roots?: readonly string[]
  readonly now: Date
}

export interface VerifiedChain {
  /** PEM, leaf first, then each issuer of the one before; without the root. */
  readonly chain: string
  /** SHA-256 of the leaf, in hex. */
  readonly fingerprint: string
  /** In hex. */
  readonly serial: string
  /** RFC 4514 as OpenSSL writes it, `CN=a.example`; of an empty one the first name. At most 500 characters. */
  readonly subject: string
  readonly issuerName: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** The configured root that it ends in, in PEM. */
  readonly root?: string
}

/**
 * Accepts only what was ordered: this key, exactly these names, valid now, for a TLS server, each certificate issued
 * and signed by the next. Without roots it is not asked who stands at the end. Revocation, name constraints and path
 * lengths are not looked at.
 */
export function verifyChain({ chain, csr, names, roots = [], now }: Ordered): VerifiedChain {
  const sent = readChain(chain)
  checkLeaf(sent, { key: readCsrKeyOf(csr), names, now })
  checkLinks(sent, now)
  const { certificates, root } =
    roots.length > 0
      ? anchorIn(withoutRoot(sent), readRoots(roots), now)
      : { certificates: withoutRoot(sent) }
  const [leaf] = sent
  return {
    chain: certificates.map(String).join(''),
    fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
    serial: leaf.serialNumber,
    subject: oneLine(leaf.subject) || `SAN ${names[0]}`,
    issuerName: oneLine(leaf.issuer),
    notBefore: leaf.validFromDate,
    notAfter: leaf.validToDate,
    ...(root && { root: root.toString() }),
  }
}

/** Some CAs send the root too. Whoever verifies has it already. */
function withoutRoot(chain: Chain): Chain {
  const [leaf, ...issuers] = chain
  const last = issuers.at(-1)
  return last && isIssuedBy(last, last) ? [leaf, ...issuers.slice(0, -1)] : chain
}

/** OpenSSL puts each part of a distinguished name on a line, and escapes whatever could be taken for one. */
const oneLine = (name: string | undefined): string =>
  (name ?? '').split('\n').join(', ').slice(0, 500)
