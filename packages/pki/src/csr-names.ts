import { CsrError } from './csr-error.ts'
import { childAt, childrenOf, DerError, type DerValue, tag } from './der.ts'
import { requestedExtension } from './extension-request.ts'
import { addressOctets, addressText } from './ip-address.ts'
import { oid } from './oid.ts'
import type { Request } from './request.ts'

const DNS_NAME = 0x82
const IP_ADDRESS = 0x87
const PRINTABLE = /^[!-~]{1,253}$/
const LOOKS_LIKE_A_NAME = /^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9_-]+\.?$/

/** What the CSR asks a certificate for, in lower case and each once: its SANs, then common names that they lack. */
export function readCsrNames({ subject, attributes }: Request): string[] {
  const alternatives = altNames(attributes)
  const names = [...alternatives, ...commonNames(subject, alternatives)]
  if (names.length === 0) throw unfit('has no DNS names')
  return [...new Set(names)]
}

function altNames(attributes: readonly DerValue[]): string[] {
  const extension = requestedExtension(attributes, oid.subjectAltName)
  return extension ? childrenOf(extension).map(altName) : []
}

function altName({ tag: choice, content }: DerValue): string {
  if (choice === IP_ADDRESS)
    return addressText(content) ?? unfitNow('has an IP address of neither version')
  if (choice !== DNS_NAME) throw unfit('has a subject alternative name of another kind')
  const name = content.toString('latin1')
  if (!PRINTABLE.test(name)) throw unfit('has a DNS name with other characters than ASCII')
  return name.toLowerCase()
}

/** A common name may be anything; CAs take it for a name to certify if it looks like one. */
function commonNames(subject: DerValue, alternatives: readonly string[]): string[] {
  const parts = childrenOf(subject).flatMap((rdn) => {
    if (rdn.tag !== tag.set) throw new DerError('not a relative distinguished name')
    return childrenOf(rdn).map(childrenOf)
  })
  const named = parts.filter((part) =>
    childAt(part, 0, tag.objectIdentifier).raw.equals(oid.commonName),
  )
  const texts = named.map(([, value]) => value?.content.toString('latin1').toLowerCase() ?? '')
  if (texts.some((text) => isStray(text, alternatives)))
    throw unfit('has an IP address as its common name and not among its SANs')
  return texts.filter((text) => text.length <= 253 && LOOKS_LIKE_A_NAME.test(text))
}

/** CAs certify an address only as an iPAddress. */
function isStray(text: string, alternatives: readonly string[]): boolean {
  const octets = addressOctets(text)
  return octets !== undefined && !alternatives.includes(addressText(octets) ?? '')
}

function unfitNow(seen: string): never {
  throw unfit(seen)
}

const unfit = (seen: string) =>
  new CsrError(
    'ERR_CSR_NAMES',
    `The CSR ${seen}; it has to ask for DNS names and IP addresses, as subject alternative names, and nothing else.`,
  )
