import { domainToASCII, domainToUnicode } from 'node:url'
import type { Problem } from '@certwire/contracts'
import { getPublicSuffix } from 'tldts'
import { addressOf, isReserved } from './address.ts'
import { quote, requestProblem } from './problem.ts'

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const RESERVED_HYPHENS = /^..--/
const MOST_LABELS = 10

/**
 * RFC 5890 A-labels in lower case without the trailing dot, or an address as RFC 8738 wants it. What cannot be converted is
 * left for `badName` to name.
 */
export function normalise(raw: string): string {
  const name = raw.toLowerCase().replace(/\.$/, '')
  const address = addressOf(name)
  if (address !== undefined) return address
  return name.startsWith('*.') ? `*.${toAscii(name.slice(2))}` : toAscii(name)
}

/**
 * UTS #46 also maps dots of other scripts, drops soft hyphens and byte order marks, and turns "0x7f.1" into an address:
 * so ASCII is judged as it stands, and of other text only what comes back as it was is converted.
 */
function toAscii(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (/^[\x00-\x7f]*$/.test(name)) return name
  const unicode = name.normalize('NFC')
  const ascii = domainToASCII(unicode)
  return domainToUnicode(ascii) === unicode ? ascii : name
}

const rules: readonly [code: string, broken: (name: string) => boolean, why: string][] = [
  ['ERR_NAME_EMPTY', (name) => name === '', 'is empty'],
  ['ERR_NAME_TOO_LONG', isTooLong, 'leaves no room for "_acme-challenge." in 253 characters'],
  ['ERR_NAME_IP', isLikeAddress, 'looks like an IP address, and is not written as one'],
  ['ERR_NAME_WILDCARD', strayWildcard, 'may have "*" only as its whole first label, once'],
  ['ERR_NAME_SYNTAX', (name) => !labelsOf(name).every(isLabel), 'has a label that is not legal'],
  ['ERR_NAME_SYNTAX', (name) => /\.\d+$/.test(name), 'ends in a number, as no name does'],
  ['ERR_NAME_TOO_DEEP', (name) => labelsOf(name).length > MOST_LABELS, 'has too many labels'],
  ['ERR_NAME_IDN', (name) => !labelsOf(name).every(isIdn), 'has an "xn--" label that is not IDNA'],
  ['ERR_NAME_REVERSE', (name) => /\.arpa$/.test(name), 'is in the reverse tree'],
  ['ERR_NAME_PUBLIC_SUFFIX', isSuffix, 'is a public suffix, which nobody can be given'],
]

const addressRules: typeof rules = [
  ['ERR_NAME_IP_RESERVED', isReserved, 'is an address that is not of the public Internet'],
]

/** Why no CA would take the name, by the rules that Boulder has for it. */
export function badName(name: string): Problem | undefined {
  const ofItsKind = addressOf(name) === undefined ? rules : addressRules
  const rule = ofItsKind.find(([, broken]) => broken(name))
  if (!rule) return undefined
  const [code, , why] = rule
  return requestProblem(
    code,
    `The name ${quote(name)} ${why}.`,
    'Correct the name and request again.',
  )
}

/** RFC 8555 §7.1.4: an identifier is without the `*.`. */
export const bare = (name: string): string => (name.startsWith('*.') ? name.slice(2) : name)

function labelsOf(name: string): string[] {
  return bare(name).split('.')
}

/** RFC 8555 §8.4: the challenge record's name is a label longer. */
function isTooLong(name: string): boolean {
  return `_acme-challenge.${bare(name)}`.length > 253
}

function strayWildcard(name: string): boolean {
  return bare(name).includes('*')
}

function isLikeAddress(name: string): boolean {
  return (
    /^[0-9.]+$/.test(name) || /^[0-9a-f.]*:[0-9a-f:.]*$/.test(name) || /^0x[0-9a-f.x]+$/.test(name)
  )
}

function isLabel(label: string): boolean {
  return LABEL.test(label) && (!RESERVED_HYPHENS.test(label) || label.startsWith('xn--'))
}

/** A label that changes on its way to Unicode and back is a fake one. */
function isIdn(label: string): boolean {
  if (!label.startsWith('xn--')) return true
  const unicode = domainToUnicode(label)
  return unicode !== '' && unicode !== label && domainToASCII(unicode) === label
}

/** `*.co.uk` is as wrong as `co.uk`; a single label is a suffix too. */
function isSuffix(name: string): boolean {
  return getPublicSuffix(bare(name), { allowPrivateDomains: false }) === bare(name)
}
