import { X509Certificate } from 'node:crypto'
import { checkLeaf } from './check-leaf.ts'
import { readPem } from './pem.ts'
import { ChainError } from './pki-error.ts'
import { readCsr } from './read-csr.ts'

const LARGEST = 256 * 1024
const MOST = 10

interface Ordered {
  /** PEM, as the CA gave it. */
  readonly chain: string
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
  readonly serial: string
  readonly subject: string
  readonly issuerName: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** The configured root that it ends in, in PEM. */
  readonly root?: string
}

/** Accepts only what was ordered: this key, these names, these dates, each certificate signed by the next. */
export function verifyChain({ chain, csr, names, roots = [], now }: Ordered): VerifiedChain {
  const [leaf, ...issuers] = withoutRoot(readCertificates(chain))
  if (!leaf) throw new ChainError('ERR_CHAIN_MALFORMED', 'The CA gave no certificate.')
  checkLeaf(leaf, { spki: readCsr(csr).spki, names, now })
  checkLinks([leaf, ...issuers])
  const root = roots.length > 0 ? findRoot([leaf, ...issuers], roots) : undefined
  return {
    chain: [leaf, ...issuers].map((certificate) => certificate.toString()).join(''),
    fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
    serial: leaf.serialNumber,
    subject: oneLine(leaf.subject) || `SAN ${names[0]}`,
    issuerName: oneLine(leaf.issuer),
    notBefore: leaf.validFromDate,
    notAfter: leaf.validToDate,
    ...(root && { root: root.toString() }),
  }
}

/** OpenSSL puts each part of a distinguished name on a line. */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ')

function readCertificates(text: string): X509Certificate[] {
  if (text.length > LARGEST) throw malformed('more than 256 KiB')
  if (text.includes('PRIVATE KEY')) throw malformed('a private key in the chain')
  const { blocks, rest } = readPem(text)
  if (rest || blocks.some(({ label }) => label !== 'CERTIFICATE'))
    throw malformed('other text than certificates')
  if (blocks.length > MOST) throw malformed(`${blocks.length} certificates`)
  try {
    return blocks.map(({ der }) => new X509Certificate(der))
  } catch {
    throw malformed('a certificate that cannot be read')
  }
}

const isRoot = (certificate: X509Certificate) =>
  certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)

/** Some CAs send the root too. Whoever verifies has it already. */
function withoutRoot(certificates: X509Certificate[]): X509Certificate[] {
  const last = certificates.at(-1)
  return certificates.length > 1 && last && isRoot(last) ? certificates.slice(0, -1) : certificates
}

function checkLinks(chain: readonly X509Certificate[]): void {
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1]
    if (!issuer) return
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey))
      throw new ChainError(
        'ERR_CHAIN_LINK',
        `Certificate ${index + 1} of the chain is not issued by the one that follows it.`,
      )
    if (!issuer.ca)
      throw new ChainError('ERR_CHAIN_CA', `Certificate ${index + 2} of the chain is not of a CA.`)
  }
}

function findRoot(chain: readonly X509Certificate[], roots: readonly string[]): X509Certificate {
  const last = chain.at(-1)
  const root = roots
    .flatMap((pem) => readCertificates(pem))
    .find((candidate) => last?.checkIssued(candidate) && last.verify(candidate.publicKey))
  if (root) return root
  throw new ChainError(
    'ERR_CHAIN_ROOT',
    'The chain does not end in a root that is configured for this issuer (trustedRoots).',
  )
}

const malformed = (seen: string) =>
  new ChainError(
    'ERR_CHAIN_MALFORMED',
    `The CA gave ${seen} in place of a chain of PEM certificates.`,
  )
