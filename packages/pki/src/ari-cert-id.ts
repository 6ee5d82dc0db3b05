import { childAt, childrenOf, DerError, type DerValue, readDer, tag } from './der.ts'
import { oid } from './oid.ts'
import { readPem } from './pem.ts'

/** RFC 5280 §4.1: the version and the extensions of a certificate. §4.2.1.1: the key identifier of the issuer. */
const [VERSION, EXTENSIONS, KEY_IDENTIFIER] = [0xa0, 0xa3, 0x80]

/** RFC 5280 §4.2.1.2 makes them of 20 octets; what is far from it is no name to ask for. */
const LONGEST = 64

/**
 * RFC 9773 §4.1: the first certificate of a chain in PEM, by its issuer's key identifier and its serial number.
 * Undefined where it does not tell the former, or is no certificate at all.
 */
export function ariCertId(chain: string): string | undefined {
  const [leaf] = readPem(chain) ?? []
  if (leaf?.label !== 'CERTIFICATE') return undefined
  try {
    const parts = childrenOf(readDer(leaf.der, tag.sequence))
    const [first, ...fields] = childrenOf(childAt(parts, 0, tag.sequence))
    const rest = first?.tag === VERSION ? fields : []
    const keyId = authorityKeyId(rest)
    // The octets as they are, a leading zero too.
    const serial = childAt(rest, 0, tag.integer).content
    if (!keyId || keyId.length === 0 || keyId.length > LONGEST) return undefined
    return `${keyId.toString('base64url')}.${serial.toString('base64url')}`
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}

function authorityKeyId(fields: readonly DerValue[]): Buffer | undefined {
  const wrapped = fields.find((field) => field.tag === EXTENSIONS)
  const extensions = wrapped ? childrenOf(childAt(childrenOf(wrapped), 0, tag.sequence)) : []
  const found = extensions
    .map(childrenOf)
    .find(([type]) => type?.raw.equals(oid.authorityKeyIdentifier))
  const value = found?.at(-1)
  if (value?.tag !== tag.octetString) return undefined
  const parts = childrenOf(readDer(value.content, tag.sequence))
  return parts.find((part) => part.tag === KEY_IDENTIFIER)?.content
}
