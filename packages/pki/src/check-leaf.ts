import type { KeyObject, X509Certificate } from 'node:crypto'
import type { Chain } from './chain-certificates.ts'
import { ChainError } from './chain-error.ts'
import { checkDates } from './dates.ts'
import { addressOctets, addressText } from './ip-address.ts'
import { SERVER_AUTH } from './oid.ts'

interface Ordered {
  readonly key: KeyObject
  readonly names: readonly string[]
  readonly now: Date
}

/** The leaf is ours: our key, for a TLS server, exactly our names, valid now. */
export function checkLeaf(chain: Chain, { key, names, now }: Ordered): void {
  const [leaf, ...others] = chain
  checkKey(leaf, others, key)
  if (leaf.ca)
    throw new ChainError('ERR_CHAIN_CA', 'The CA gave a certificate that is itself of a CA.')
  // Node calls the extended usages so; without the extension everything is allowed (RFC 5280 §4.2.1.12).
  const usages: readonly string[] | undefined = leaf.keyUsage
  if (usages && !usages.includes(SERVER_AUTH))
    throw new ChainError(
      'ERR_CHAIN_CA',
      'The extended key usage of the certificate lacks serverAuth: no TLS server may use it. Check the profile.',
    )
  checkNames(leaf, names)
  checkDates(leaf, 'The certificate', now)
}

function checkKey(leaf: X509Certificate, others: readonly X509Certificate[], key: KeyObject): void {
  if (holdsKey(leaf, key)) return
  if (others.some((other) => holdsKey(other, key)))
    throw new ChainError(
      'ERR_CHAIN_LINK',
      'The certificate of our key is not the first in the chain.',
    )
  throw new ChainError(
    'ERR_CHAIN_KEY',
    'The CA gave a certificate for another key than the one of the CSR. Do not use it; report it to the CA.',
  )
}

function holdsKey(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.publicKey.equals(key)
  } catch {
    // A key of a kind that OpenSSL cannot read is not the one of the CSR.
    return false
  }
}

function checkNames(leaf: X509Certificate, names: readonly string[]): void {
  const ordered = new Set(names.map(ordering))
  const found = new Set((leaf.subjectAltName?.split(', ') ?? []).map(listed))
  const missing = ordered.difference(found)
  const extra = found.difference(ordered)
  if (missing.size + extra.size === 0) return
  throw new ChainError(
    'ERR_CHAIN_NAMES',
    `The names of the certificate are not those that were ordered: missing ${list(missing)}; not ordered ${list(extra)}.`,
  )
}

const DNS = 'DNS:'
const IP = 'IP Address:'

/** A name that was ordered, as `listed` gives it. */
const ordering = (name: string): string => spelt(name) ?? `${DNS}${name.toLowerCase()}`

/** As OpenSSL lists it, with addresses as they are ordered: a DNS name that looks like one is another thing. */
function listed(entry: string): string {
  if (entry.startsWith(DNS)) return DNS + entry.slice(DNS.length).toLowerCase()
  return (entry.startsWith(IP) && spelt(entry.slice(IP.length))) || entry
}

function spelt(text: string): string | undefined {
  const octets = addressOctets(text)
  return octets && `${IP}${addressText(octets)}`
}

/** Text of the CA: five names at most, and of nothing but visible ASCII. */
function list(names: ReadonlySet<string>): string {
  if (names.size === 0) return 'none'
  const some = [...names].slice(0, 5).map((name) =>
    name
      .replace(/^DNS:|^IP Address:/, '')
      .replaceAll(/[^!-~]/g, '?')
      .slice(0, 100),
  )
  return `${some.join(', ')}${names.size > some.length ? ` and ${names.size - some.length} more` : ''}`
}
