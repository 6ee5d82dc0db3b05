const PLAIN = /^[a-z0-9_-]$/
const LONGEST_LABEL = 63
const LONGEST = 255

/**
 * The one spelling in which equal names are equal: lower case, without the final dot, and everything but letters,
 * digits, hyphens and underscores as `\ooo`. Nothing where DNS cannot carry it.
 */
export function canonicalName(text: string): string | undefined {
  const labels = text.replace(/\.$/, '').split('.').map(canonicalLabel)
  const known = labels.filter((label) => label !== undefined)
  const octets = known.reduce((sum, label) => sum + octetsOf(label) + 1, 1)
  return known.length === labels.length && octets <= LONGEST ? known.join('.') : undefined
}

function canonicalLabel(label: string): string | undefined {
  const characters = label.match(/\\[0-3][0-7]{2}|[\x20-\x5b\x5d-\x7e]/g) ?? []
  if (characters.join('') !== label || label === '') return undefined
  return characters.length > LONGEST_LABEL ? undefined : characters.map(canonicalCharacter).join('')
}

function canonicalCharacter(text: string): string {
  const code = text.length === 4 ? Number.parseInt(text.slice(1), 8) : text.charCodeAt(0)
  const character = String.fromCharCode(code).toLowerCase()
  return PLAIN.test(character) ? character : `\\${code.toString(8).padStart(3, '0')}`
}

const octetsOf = (label: string): number => label.replace(/\\\d{3}/g, 'x').length

/** As Route 53 writes it. */
export const absolute = (name: string): string => `${name}.`

/** What Route 53 sorts by, as text: `com.example.www.`, final dot included. */
export const reversedLabels = (name: string): string =>
  absolute(name.split('.').toReversed().join('.'))

/** Orders texts by their code units, whatever the language of the machine. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

export const isWithin = (name: string, origin: string): boolean =>
  name === origin || name.endsWith(`.${origin}`)
