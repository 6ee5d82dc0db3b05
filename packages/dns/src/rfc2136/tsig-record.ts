import { ARCOUNT, TSIG } from './wire.ts'

/** The TSIG record of an answer (RFC 8945 §4.2), as received: nothing is verified yet. */
export interface TsigRecord {
  readonly timeSigned: number
  readonly fudge: number
  readonly mac: Buffer
  readonly error: number
  readonly other: Buffer
  /** The message as it was before it was signed. */
  readonly unsigned: Buffer
}

const HEADER = 12
const QDCOUNT = 4
const TYPE_AND_CLASS = 4
/** Type, class and TTL; the length of the data follows. */
const FIXED = 8
const POINTER = 0xc0

/**
 * The TSIG record at the end of a message, or nothing where it has none. A message that is not what its counts and
 * lengths say is a `RangeError`. No pointer is followed and every step leads on, so it takes no longer than the message.
 */
export function tsigRecord(message: Buffer): TsigRecord | undefined {
  const additional = message.readUInt16BE(ARCOUNT)
  let offset = HEADER
  for (let left = message.readUInt16BE(QDCOUNT); left > 0; left -= 1)
    offset = skipName(message, offset) + TYPE_AND_CLASS
  let last = offset
  const others = message.readUInt16BE(6) + message.readUInt16BE(8)
  for (let left = others + additional; left > 0; left -= 1) {
    last = offset
    offset = skipRecord(message, offset)
  }
  if (offset !== message.length) throw new RangeError('not as long as its records')
  const hasTsig = additional > 0 && message.readUInt16BE(skipName(message, last)) === TSIG
  return hasTsig ? read(message, last) : undefined
}

function skipName(message: Buffer, start: number): number {
  let offset = start
  for (;;) {
    const length = message.readUInt8(offset)
    if (length >= POINTER) return offset + 2
    offset += 1 + length
    if (length === 0) return offset
  }
}

function skipRecord(message: Buffer, start: number): number {
  const length = skipName(message, start) + FIXED
  return length + 2 + message.readUInt16BE(length)
}

function read(message: Buffer, start: number): TsigRecord {
  const algorithm = skipName(message, start) + FIXED + 2
  const time = skipName(message, algorithm)
  const mac = time + 10
  const originalId = mac + message.readUInt16BE(mac - 2)
  const other = originalId + 6
  if (other + message.readUInt16BE(other - 2) !== message.length)
    throw new RangeError('not as long as its fields')
  const unsigned = Buffer.from(message.subarray(0, start))
  unsigned.writeUInt16BE(message.readUInt16BE(ARCOUNT) - 1, ARCOUNT)
  unsigned.writeUInt16BE(message.readUInt16BE(originalId))
  return {
    timeSigned: message.readUIntBE(time, 6),
    fudge: message.readUInt16BE(time + 6),
    mac: message.subarray(mac, originalId),
    error: message.readUInt16BE(originalId + 2),
    other: message.subarray(other),
    unsigned,
  }
}
