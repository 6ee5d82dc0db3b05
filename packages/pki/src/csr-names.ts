import { isIP } from 'node:net'
import { CsrError } from './csr-error.ts'
import { childAt, childrenOf, DerError, type DerValue, tag } from './der.ts'
import { requestedExtension } from './extension-request.ts'
import { oid } from './oid.ts'
import type { Request } from './request.ts'

const DNS_NAME = 0x82
const PRINTABLE = /^[!-~]{1,253}$/
const LOOKS_LIKE_A_NAME = /^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9_-]+\.?$/

/** What the CSR asks a certificate for, in lower case and each once: its SANs, then common names that they lack. */
export function readCsrNames({ subject, attributes }: Request): string[] {
  const names = [...altNames(attributes), ...commonNames(subject)]
  if (names.length === 0) throw unfit('has no DNS names')
  return [...new Set(names)]
}

function altNames(attributes: readonly DerValue[]): string[] {
  const extension = requestedExtension(attributes, oid.subjectAltName)
  return extension ? childrenOf(extension).map(altName) : []
}

function altName({ tag: choice, content }: DerValue): string {
  if (choice !== DNS_NAME) throw unfit('has a subject alternative name that is no DNS name')
  const name = content.toString('latin1')
  if (!PRINTABLE.test(name)) throw unfit('has a DNS name with other characters than ASCII')
  return name.toLowerCase()
}

/** A common name may be anything; CAs take it for a name to certify if it looks like one. */
function commonNames(subject: DerValue): string[] {
  const parts = childrenOf(subject).flatMap((rdn) => {
    if (rdn.tag !== tag.set) throw new DerError('not a relative distinguished name')
    return childrenOf(rdn).map(childrenOf)
  })
  const named = parts.filter((part) =>
    childAt(part, 0, tag.objectIdentifier).raw.equals(oid.commonName),
  )
  const texts = named.map(([, value]) => value?.content.toString('latin1').toLowerCase() ?? '')
  if (texts.some((text) => isIP(text) > 0)) throw unfit('has an IP address as its common name')
  return texts.filter((text) => text.length <= 253 && LOOKS_LIKE_A_NAME.test(text))
}

const unfit = (seen: string) =>
  new CsrError(
    'ERR_CSR_NAMES',
    `The CSR ${seen}; it has to ask for DNS names, as subject alternative names, and nothing else.`,
  )
