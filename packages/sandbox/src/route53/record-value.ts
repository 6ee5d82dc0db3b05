import { isIPv4, isIPv6 } from 'node:net'
import { readStrings, writeStrings } from './character-strings.ts'
import { absolute, canonicalName } from './domain-name.ts'

export const recordTypes: readonly string[] = [
  ...['A', 'AAAA', 'CAA', 'CNAME', 'DS', 'HTTPS', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SPF'],
  ...['SRV', 'SSHFP', 'SVCB', 'TLSA', 'TXT'],
]

const LONGEST = 4000
const CAA = /^\d{1,3} [A-Za-z0-9]+ ".*"$/

type Read = { readonly value: string } | { readonly problem: string }

const strings = (text: string): Read => {
  const read = readStrings(text)
  return 'problem' in read ? read : { value: writeStrings(read) }
}
const host = (text: string): Read => {
  const name = canonicalName(text)
  return name === undefined
    ? { problem: 'InvalidName (Value is no name)' }
    : { value: absolute(name) }
}
const matching =
  (problem: string, test: (text: string) => boolean) =>
  (text: string): Read =>
    test(text) ? { value: text } : { problem }

const readers: Readonly<Record<string, (text: string) => Read>> = {
  A: matching('ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)', isIPv4),
  AAAA: matching('AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)', isIPv6),
  CAA: matching('CAARRDATANotThreeFields (Value is not flags, tag and quoted value)', (text) =>
    CAA.test(text),
  ),
  CNAME: host,
  NS: host,
  PTR: host,
  SPF: strings,
  TXT: strings,
}
const other = matching('InvalidValue (Value is empty)', (text) => text !== '')

/** The value in the spelling that equal values share, or what is wrong with it. Of rare types everything is taken. */
export function readValue(type: string, text: string): Read {
  const read = text.length > LONGEST ? tooLong : (readers[type] ?? other)(text)
  if ('value' in read) return read
  const shown = `${text.slice(0, 80)}${text.length > 80 ? '…' : ''}`
  return {
    problem: `Invalid Resource Record: 'FATAL problem: ${read.problem} encountered with '${shown}''`,
  }
}

const tooLong = { problem: `InvalidValue (Value has more than ${LONGEST} characters)` }
