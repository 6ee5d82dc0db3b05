const STRING = /"((?:[^"\\]|\\.)*)"(?:[ \t]+|$)/sy
const LONGEST = 255

/** The character strings of a TXT value, each in quotes, or what is wrong with it in the words of Route 53. */
export function readStrings(text: string): readonly Buffer[] | { readonly problem: string } {
  const strings: Buffer[] = []
  STRING.lastIndex = 0
  while (STRING.lastIndex < text.length) {
    const quoted = STRING.exec(text)?.[1]
    if (quoted === undefined) {
      return { problem: 'InvalidCharacterString (Value should be enclosed in quotation marks)' }
    }
    strings.push(unescaped(quoted))
  }
  if (strings.some(({ length }) => length > LONGEST)) {
    return { problem: 'CharacterStringTooLong (Value is too long)' }
  }
  return strings.length > 0 ? strings : { problem: 'InvalidCharacterString (Value is empty)' }
}

function unescaped(text: string): Buffer {
  const parts = text.match(/\\[0-3][0-7]{2}|\\?./gsu) ?? []
  return Buffer.concat(
    parts.map((part) => {
      if (part.length === 4 && part.startsWith('\\'))
        return Buffer.of(Number.parseInt(part.slice(1), 8))
      return Buffer.from(part.length > 1 && part.startsWith('\\') ? part.slice(1) : part)
    }),
  )
}

/** What a TXT value says to those who ask DNS; nothing where it is none. */
export function textOf(value: string): string {
  const strings = readStrings(value)
  return 'problem' in strings ? '' : Buffer.concat(strings).toString()
}

/** A text as a TXT value, cut where it is too long for one string. */
export function txtValue(text: string): string {
  const octets = Buffer.from(text)
  const count = Math.max(1, Math.ceil(octets.length / LONGEST))
  return writeStrings(
    Array.from({ length: count }, (_, at) => octets.subarray(at * LONGEST, (at + 1) * LONGEST)),
  )
}

/** The strings as Route 53 writes them: quoted, with `"`, `\` and what is not printable ASCII escaped. */
export const writeStrings = (strings: readonly Buffer[]): string =>
  strings.map((string) => `"${Array.from(string, escaped).join('')}"`).join(' ')

function escaped(octet: number): string {
  const character = String.fromCharCode(octet)
  if (character === '"' || character === '\\') return `\\${character}`
  return octet >= 0x20 && octet < 0x7f ? character : `\\${octet.toString(8).padStart(3, '0')}`
}
