import { createHash } from 'node:crypto'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const OCTETS = 10

/**
 * What stands before `._acme-challenge` in the name of a dns-account-01 record: draft-ietf-acme-dns-account-label. Of the
 * account's URL as the CA gave it.
 */
export function accountLabel(accountUrl: string): string {
  const digest = createHash('sha256').update(accountUrl).digest().subarray(0, OCTETS)
  const bits = [...digest].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  // RFC 4648 §6; ten octets are sixteen letters, with nothing to pad.
  const letters = bits.match(/.{5}/g)?.map((five) => LETTERS.charAt(Number.parseInt(five, 2)))
  return `_${letters?.join('') ?? ''}`
}
