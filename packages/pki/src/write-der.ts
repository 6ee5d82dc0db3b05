import { tag } from './der.ts'

/** A value of DER: X.690 §8.1 with the length in its shortest form. */
export function der(type: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Uint8Array.of(type, ...lengthOf(content.length)), content])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes = bigEndian(length)
  return [0x80 + bytes.length, ...bytes]
}

const bigEndian = (value: number): number[] =>
  value === 0 ? [] : [...bigEndian(Math.floor(value / 256)), value % 256]

export const sequence = (...values: readonly Uint8Array[]): Buffer => der(tag.sequence, ...values)

/** A whole number of 0 to 127. */
export const integer = (value: number): Buffer => der(tag.integer, Uint8Array.of(value))

export const bitString = (bits: Uint8Array, unusedBits = 0): Buffer =>
  der(tag.bitString, Uint8Array.of(unusedBits), bits)

/** X.690 §8.19: the first two arcs in one, each in base 128 with the high bit on all bytes but the last. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number)
  return der(tag.objectIdentifier, Uint8Array.from([first * 40 + second, ...arcs].flatMap(base128)))
}

function base128(arc: number): number[] {
  const bytes = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift(0x80 + (rest % 128))
  return bytes
}
