/** A MAC key is not what a CA gives. Says what it looks like, never what it is. */
export class EabKeyError extends Error {
  override readonly name = 'EabKeyError'
  readonly code = 'ERR_EAB_KEY'
}

const SHORT = 32

const refuse = (looks: string) =>
  new EabKeyError(`The EAB MAC key ${looks}. Copy it from the CA as it is: base64url text.`)

/**
 * RFC 8555 §7.3.4 has the key in base64url; CAs give base64 too, with and without padding. What could be read two ways
 * is refused, for a wrong guess is answered with "unauthorized" and may use the key up.
 */
export function decodeEabKey(text: string): { key: Uint8Array; warning?: string } {
  const trimmed = text.trim()
  const looks = appearance(trimmed)
  if (looks !== undefined) throw refuse(looks)
  const key = Buffer.from(trimmed, /[+/]/.test(trimmed) ? 'base64' : 'base64url')
  if (key.length === 0) throw refuse('is empty')
  if (isDouble(key)) throw refuse('is base64 of base64: it was encoded once too often')
  return key.length < SHORT
    ? { key, warning: `the MAC key has only ${key.length} bytes, less than HS256 should have (32)` }
    : { key }
}

/** What is wrong with the text, if anything. */
function appearance(text: string): string | undefined {
  const data = text.replace(/={0,2}$/, '')
  if (text === '') return 'is empty'
  if (/^["'].*["']$/.test(text)) return 'has quotes around it'
  if (text.includes('-----BEGIN')) return 'is PEM, perhaps an account key'
  if (/\s/.test(text)) return 'has white space inside'
  if (text.includes('%')) return 'is URL-encoded'
  if (!/^[A-Za-z0-9+/_-]*$/.test(data)) return 'has characters that are not base64url'
  if (/[+/]/.test(data) && /[-_]/.test(data)) return 'mixes base64 and base64url'
  if (data.length % 4 === 1) return 'is cut off: this many characters are no base64'
  if (/^[0-9a-f]{32,}$/i.test(data) && data.length % 16 === 0) return 'looks like hexadecimal'
  return undefined
}

/** Bytes that are themselves the text of a long enough key. */
function isDouble(key: Buffer): boolean {
  const inner = key.toString('latin1').trim()
  return inner.length >= 40 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(inner)
}
