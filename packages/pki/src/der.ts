/** The tags of X.690 §8 that a PKCS #10 request consists of. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
} as const

/** Bytes that are not DER, or not the DER that belongs there. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

/** One value of DER, not copied: `raw` is all of it, `content` what follows its tag and length. */
export interface DerValue {
  readonly tag: number
  readonly raw: Buffer
  readonly content: Buffer
}

/**
 * Reads exactly one value. Stricter than BER in X.690 §10.1: definite lengths in their shortest form, nothing behind.
 * Looks one level deep, so deep nesting costs nothing.
 */
export function readDer(der: Buffer, expected: number): DerValue {
  const value = readAt(der, 0)
  if (value.raw.length !== der.length) throw new DerError('bytes follow the value')
  if (value.tag !== expected) throw new DerError(`tag ${value.tag} in place of ${expected}`)
  return value
}

/** The values inside a sequence, a set or a context-specific tag. */
export function childrenOf({ content }: DerValue): DerValue[] {
  const children: DerValue[] = []
  for (let offset = 0; offset < content.length; ) {
    const child = readAt(content, offset)
    children.push(child)
    offset += child.raw.length
  }
  return children
}

/** The child in this place, which has to be there and of this tag. */
export function childAt(children: readonly DerValue[], index: number, expected: number): DerValue {
  const child = children[index]
  if (child?.tag !== expected) throw new DerError(`tag ${child?.tag} in place of ${expected}`)
  return child
}

function readAt(der: Buffer, offset: number): DerValue {
  const type = byteAt(der, offset)
  if ((type & 0x1f) === 0x1f) throw new DerError('a tag of several bytes')
  const first = byteAt(der, offset + 1)
  const lengthBytes = first < 0x80 ? 0 : first - 0x80
  const start = offset + 2 + lengthBytes
  const end = start + (lengthBytes === 0 ? first : longLength(der, offset + 2, lengthBytes))
  if (first === 0x80 || end > der.length) throw new DerError('a length that does not fit')
  return { tag: type, raw: der.subarray(offset, end), content: der.subarray(start, end) }
}

function longLength(der: Buffer, offset: number, bytes: number): number {
  if (bytes > 3) throw new DerError('a length of more than 16 MiB')
  let length = 0
  for (let index = 0; index < bytes; index++) length = length * 256 + byteAt(der, offset + index)
  if (length < 0x80 || length < 256 ** (bytes - 1)) throw new DerError('a length with zeros before')
  return length
}

function byteAt(der: Buffer, offset: number): number {
  const byte = der[offset]
  if (byte === undefined) throw new DerError('an end too early')
  return byte
}
