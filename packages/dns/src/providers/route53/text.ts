import { canonical } from '../../dns-name.ts'

const LONGEST_STRING = 255
const STRING = /"((?:[^"\\]|\\.)*)"\s*/gs
const ESCAPE = /\\([0-3][0-7]{2})|\\(.)/gs

const octal = (octet: number): string => `\\${octet.toString(8).padStart(3, '0')}`

/** A text as the value of a TXT: strings of 255 octets at most, each in quotes. */
export function quoted(text: string): string {
  const octets = Buffer.from(text)
  const count = Math.max(1, Math.ceil(octets.length / LONGEST_STRING))
  const strings = Array.from({ length: count }, (_, at) =>
    octets.subarray(at * LONGEST_STRING, (at + 1) * LONGEST_STRING),
  )
  return strings.map((string) => `"${Array.from(string, escaped).join('')}"`).join(' ')
}

function escaped(octet: number): string {
  const character = String.fromCharCode(octet)
  if (character === '"' || character === '\\') return `\\${character}`
  return octet >= 0x20 && octet < 0x7f ? character : octal(octet)
}

/** The text of a TXT value, however another hand has cut and escaped it. */
export function unquoted(value: string): string {
  const strings = Array.from(value.matchAll(STRING), ([, string = '']) => string)
  return Buffer.from(unescaped(strings.join('')), 'latin1').toString()
}

/** A listed name in our spelling: Route 53 writes `*` as `\052`, and ends it with a dot. */
export const listedName = (name: string): string => canonical(unescaped(name))

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, code: string | undefined, character: string) =>
    code === undefined ? character : String.fromCharCode(Number.parseInt(code, 8)),
  )
