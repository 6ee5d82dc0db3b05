import { X509Certificate } from 'node:crypto'
import { ChainError } from './chain-error.ts'
import { holdsPrivateKey, type PemBlock, readPem } from './pem.ts'

const LARGEST = 256 * 1024
const MOST = 10
/** 20 octets in hex: RFC 5280 §4.1.2.2. */
const LONGEST_SERIAL = 40

/** A leaf, then whatever follows it. */
export type Chain = readonly [X509Certificate, ...X509Certificate[]]

/** The certificates of a chain that a CA sent, as they stand in it: RFC 8555 §9.1. */
export function readChain(text: string): Chain {
  if (text.length > LARGEST) throw malformed('more than 256 KiB')
  if (holdsPrivateKey(text)) throw malformed('a private key')
  const blocks = readPem(text) ?? []
  if (blocks.length > MOST) throw malformed(`${blocks.length} certificates`)
  const [leaf, ...issuers] = certificatesIn(blocks)
  if (!leaf) throw malformed('something else')
  if (leaf.serialNumber.length > LONGEST_SERIAL) throw malformed('a too long serial number')
  return [leaf, ...issuers]
}

/** The configured roots. Unlike a CA's answer they may be many: the bundle of an operating system has 150. */
export const readRoots = (texts: readonly string[]): X509Certificate[] =>
  texts.flatMap((text) => {
    const roots = certificatesIn(readPem(text) ?? [])
    if (roots.length > 0) return roots
    throw new ChainError(
      'ERR_CHAIN_ROOT',
      'A configured root is not PEM certificates. Correct the roots of this issuer.',
    )
  })

/** All of them, or none if one is not a certificate. */
function certificatesIn(blocks: readonly PemBlock[]): X509Certificate[] {
  const certificates = blocks.flatMap(({ label, der }) => {
    const certificate = label === 'CERTIFICATE' ? parse(der) : undefined
    // OpenSSL passes over bytes that follow a certificate.
    return certificate?.raw.equals(der) ? [certificate] : []
  })
  return certificates.length === blocks.length ? certificates : []
}

function parse(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der)
  } catch {
    return undefined
  }
}

const malformed = (seen: string) =>
  new ChainError(
    'ERR_CHAIN_MALFORMED',
    `The CA gave ${seen} in place of a chain of 1 to ${MOST} certificates in PEM.`,
  )
