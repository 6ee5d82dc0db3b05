import { DnsQueryError } from '../query-error.ts'
import { isSignedFor, type Signed, type TsigKey } from './tsig.ts'
import { type TsigRecord, tsigRecord } from './tsig-record.ts'

export interface UpdateAnswer {
  readonly rcode: number
  /** TC: ask over TCP. */
  readonly isTruncated: boolean
  readonly tsig: TsigRecord | undefined
  /** Made for this request by somebody who has the key. Without a key everybody is trusted. */
  readonly isTrusted: boolean
}

const QR = 0x8000
const TC = 0x0200
const OPCODE = 0x7800
const UPDATE = 5 << 11

/**
 * The answer to an UPDATE, or nothing when the message carries another id. Whatever else is wrong with it is
 * `ERR_DNS_MALFORMED`; one without the right signature is not trusted.
 */
export function readUpdateAnswer(
  { message, mac }: Signed,
  key: TsigKey | undefined,
  answer: Buffer,
): UpdateAnswer | undefined {
  if (answer.length < 2 || answer.readUInt16BE(0) !== message.readUInt16BE(0)) return undefined
  try {
    const flags = answer.readUInt16BE(2)
    if ((flags & (QR | OPCODE)) !== (QR | UPDATE)) throw new RangeError('not an answer')
    const tsig = tsigRecord(answer)
    const isTrusted = key === undefined || (tsig !== undefined && isSignedFor(mac, key, tsig))
    return { rcode: flags & 0xf, isTruncated: (flags & TC) !== 0, tsig, isTrusted }
  } catch (cause) {
    throw new DnsQueryError('ERR_DNS_MALFORMED', 'malformed answer', { cause })
  }
}
