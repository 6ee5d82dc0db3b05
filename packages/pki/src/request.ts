import { childAt, childrenOf, DerError, type DerValue, readDer, tag } from './der.ts'

/** The parts of a CertificationRequest of RFC 2986 §4. */
export interface Request {
  /** What is signed. */
  readonly info: Buffer
  readonly subject: DerValue
  readonly spki: Buffer
  readonly attributes: readonly DerValue[]
  readonly algorithm: Buffer
  readonly signature: Buffer
}

const ATTRIBUTES = 0xa0
const VERSION_1 = Buffer.of(tag.integer, 1, 0)

/** Takes a request apart. Throws a `DerError` if it is not one in DER; what the parts hold is not looked at. */
export function readRequest(der: Buffer): Request {
  const parts = childrenOf(readDer(der, tag.sequence))
  const info = childAt(parts, 0, tag.sequence)
  const signature = childAt(parts, 2, tag.bitString).content
  const [version, ...fields] = childrenOf(info)
  const attributes = fields.length > 2 ? childrenOf(childAt(fields, 2, ATTRIBUTES)) : []
  // A signature is whole bytes: none of its last bits is unused.
  const well = parts.length === 3 && fields.length <= 3 && signature[0] === 0
  if (!well || !version?.raw.equals(VERSION_1)) throw new DerError('not a request of version 1')
  return {
    info: info.raw,
    subject: childAt(fields, 0, tag.sequence),
    spki: childAt(fields, 1, tag.sequence).raw,
    attributes,
    algorithm: childAt(parts, 1, tag.sequence).raw,
    signature: signature.subarray(1),
  }
}
