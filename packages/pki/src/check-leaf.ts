import { createHash, type X509Certificate } from 'node:crypto'
import { oid } from './oid.ts'
import { ChainError } from './pki-error.ts'

/** Clocks differ; a CA backdates anyway. */
const SKEW_MS = 5 * 60_000

interface Expected {
  readonly spki: string
  readonly names: readonly string[]
  readonly now: Date
}

/** The leaf is ours: our key, exactly our names, valid now, and for a TLS server. */
export function checkLeaf(leaf: X509Certificate, { spki, names, now }: Expected): void {
  const der = leaf.publicKey.export({ type: 'spki', format: 'der' })
  if (createHash('sha256').update(der).digest('base64') !== spki)
    throw new ChainError(
      'ERR_CHAIN_KEY',
      'The CA gave a certificate for another key than the one of the CSR.',
    )
  checkNames(leaf, names)
  checkDates(leaf, now)
  if (leaf.ca)
    throw new ChainError('ERR_CHAIN_CA', 'The CA gave a certificate that is itself of a CA.')
  // Node calls the extended usages so; without the extension everything is allowed (RFC 5280 §4.2.1.12).
  const usages: readonly string[] | undefined = leaf.keyUsage
  if (usages && !usages.includes(oid.serverAuth))
    throw new ChainError('ERR_CHAIN_CA', 'The certificate may not be used by a TLS server.')
}

function checkNames(leaf: X509Certificate, names: readonly string[]): void {
  const entries = leaf.subjectAltName?.split(', ') ?? []
  const found = new Set(entries.map((entry) => entry.replace(/^DNS:/, '').toLowerCase()))
  const missing = names.filter((name) => !found.has(name))
  const extra = [...found].filter((name) => !names.includes(name))
  if (missing.length + extra.length === 0 && entries.length === found.size) return
  const list = (some: readonly string[]) => some.slice(0, 5).join(', ').slice(0, 500) || 'none'
  throw new ChainError(
    'ERR_CHAIN_NAMES',
    `The certificate's names are not those that were ordered: missing ${list(missing)}; not ordered ${list(extra)}.`,
  )
}

function checkDates({ validFromDate, validToDate }: X509Certificate, now: Date): void {
  const [from, to, at] = [validFromDate, validToDate, now].map((date) => date.getTime())
  if (from === undefined || to === undefined || at === undefined) return
  const wrong =
    (to <= from && 'ends before it begins') ||
    (to <= at && `is expired since ${validToDate.toISOString()}`) ||
    (from > at + SKEW_MS && `is valid only from ${validFromDate.toISOString()}`)
  if (wrong)
    throw new ChainError(
      'ERR_CHAIN_DATES',
      `The certificate ${wrong}; it is now ${now.toISOString()}.`,
    )
}
