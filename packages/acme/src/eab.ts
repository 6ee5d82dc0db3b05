/** A MAC key is not what a CA gives. Says what it looks like, never what it is. */
export class EabKeyError extends Error {
  override readonly name = 'EabKeyError'
  readonly code = 'ERR_EAB_KEY'
}

const SHORT = 32
const LONGEST_TEXT = 2048

const refuse = (looks: string) =>
  new EabKeyError(`The EAB MAC key ${looks}. Copy it from the CA as it is: base64url text.`)

/**
 * RFC 8555 §7.3.4 has the key in base64url; CAs give base64 too, with and without padding. What could be read two ways
 * is refused, for a wrong guess is answered with "unauthorized" and may use the key up.
 */
export function decodeEabKey(text: string): { key: Uint8Array; warning?: string } {
  const trimmed = text.trim()
  const looks = appearances.find(([pattern]) => pattern.test(trimmed))?.[1] ?? oddity(trimmed)
  if (looks !== undefined) throw refuse(looks)
  const key = Buffer.from(trimmed, 'base64url')
  if (isDouble(key)) throw refuse('is base64 of base64: it was encoded once too often')
  return key.length < SHORT
    ? { key, warning: `the MAC key has only ${key.length} bytes, less than HS256 should have (32)` }
    : { key }
}

const appearances: readonly [RegExp, string][] = [
  [/^$/, 'is empty'],
  [/-----BEGIN/, 'is PEM, perhaps an account key'],
  [/^["'“‘`]|["'”’`]$/, 'has quotes around it'],
  [/^(\$?\{.*\}|\$\(.*\)|\$[A-Z_]+|<.*>)$/s, 'is a placeholder that nothing was put in for'],
  [/^(https?|mailto):/i, 'is a URL, perhaps the directory or a contact'],
  [
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    'is a UUID, perhaps the kid: are the two swapped?',
  ],
  [/^ey[\w-]+\.[\w-]+\.[\w-]*$/, 'is a JWS, perhaps a whole binding or a token'],
  [/\s/, 'has white space inside'],
  [/%[0-9a-f]{2}/i, 'is URL-encoded'],
  [/^(0x)?([0-9a-f]{2}:?){16,}$/i, 'looks like hexadecimal'],
  [/[^A-Za-z0-9+/_=-]/, 'has characters that are not base64url'],
  [/=[^=]/, 'has padding in its middle: perhaps two values were joined'],
]

/** What is wrong with text that is of the right characters, if anything. */
function oddity(text: string): string | undefined {
  const data = text.replace(/=+$/, '')
  const isPadded = data.length < text.length
  if (text.length > LONGEST_TEXT) return 'is longer than any MAC key'
  if (data === '') return 'is padding only'
  if (/[+/]/.test(data) && /[-_]/.test(data)) return 'mixes base64 and base64url'
  if (isPadded && (text.length % 4 !== 0 || text.length - data.length > 2))
    return 'is cut off: its padding does not fit its length'
  // The last character of a whole key leaves no bits over.
  const whole = Buffer.from(data, 'base64url').toString('base64url')
  if (whole !== data.replaceAll('+', '-').replaceAll('/', '_'))
    return 'is cut off: base64 does not end like this'
  return undefined
}

/** Bytes that are themselves the text of a long enough key. */
function isDouble(key: Buffer): boolean {
  const inner = key.toString('latin1').trim()
  return inner.length >= 40 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(inner)
}
