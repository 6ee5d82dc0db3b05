import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { tag } from './der.ts'
import { addressOctets } from './ip-address.ts'
import { oid } from './oid.ts'
import { toPem } from './pem.ts'
import { algorithmFor } from './signature-algorithm.ts'
import { bitString, der, integer, sequence } from './write-der.ts'

/** A common name holds 64 characters at most: RFC 5280 Appendix A.1, ub-common-name. */
const LONGEST_COMMON_NAME = 64
const CRITICAL = der(tag.boolean, Uint8Array.of(0xff))
/** RFC 5280 §4.2.1.3: digitalSignature is bit 0, keyEncipherment bit 2. */
const SIGN = bitString(Uint8Array.of(0x80), 7)
const SIGN_AND_ENCIPHER = bitString(Uint8Array.of(0xa0), 5)

/**
 * A CSR in PEM (RFC 2986) whose SANs are exactly the names, of which some may be IP addresses.
 *
 * The common name is the first name that fits into one and is no address; the usages are those of a TLS server, with key encipherment for
 * RSA only, since an ECDSA key enciphers nothing (RFC 5480 §3). SHA-384 for a P-384 key, else SHA-256.
 */
export function createCsr(names: readonly string[], key: KeyObject): string {
  if (names.length === 0 || !names.every((name) => /^[!-~]+$/.test(name)))
    throw new TypeError('A CSR needs names, in ASCII (A-labels: RFC 5890 §2.3.2.1).')
  const { hash, identifier } = algorithmFor(key)
  const info = requestInfo(names, key)
  const signature = bitString(sign(hash, info, key))
  return toPem('CERTIFICATE REQUEST', sequence(info, identifier, signature))
}

function requestInfo(names: readonly string[], key: KeyObject): Buffer {
  const commonName = names.find(isCommonName)
  const subject = commonName === undefined ? sequence() : distinguishedName(commonName)
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const extensions = sequence(
    // RFC 5280 §4.2.1.6: critical where the subject is empty.
    extension(oid.subjectAltName, altNames(names), commonName === undefined),
    extension(oid.keyUsage, key.asymmetricKeyType === 'rsa' ? SIGN_AND_ENCIPHER : SIGN, true),
    extension(oid.extKeyUsage, sequence(oid.serverAuth), false),
  )
  // RFC 2985 §5.4.2: the extensions that are asked for are an attribute; RFC 2986 §4.1 tags the attributes [0].
  const attribute = sequence(oid.extensionRequest, der(tag.set, extensions))
  return sequence(integer(0), subject, spki, der(0xa0, attribute))
}

const distinguishedName = (commonName: string): Buffer =>
  sequence(
    der(tag.set, sequence(oid.commonName, der(tag.utf8String, Buffer.from(commonName, 'ascii')))),
  )

const isCommonName = (name: string): boolean =>
  name.length <= LONGEST_COMMON_NAME && addressOctets(name) === undefined

const altNames = (names: readonly string[]): Buffer => sequence(...names.map(altName))

/** RFC 5280 §4.2.1.6: a dNSName is the choice [2], of ASCII, an iPAddress the choice [7]. */
function altName(name: string): Buffer {
  const address = addressOctets(name)
  return address ? der(0x87, address) : der(0x82, Buffer.from(name, 'ascii'))
}

const extension = (id: Buffer, value: Buffer, critical: boolean): Buffer =>
  sequence(id, ...(critical ? [CRITICAL] : []), der(tag.octetString, value))
