import { randomBytes } from 'node:crypto'

/** Sixteen octets, 126 bits of them random, in upper-case hex: positive, unguessable and always of the same length (RFC 5280 §4.1.2.2). */
export function newSerialNumber(): string {
  const octets = randomBytes(16)
  octets.writeUInt8((octets.readUInt8(0) & 0x3f) | 0x40, 0)
  return octets.toString('hex').toUpperCase()
}
