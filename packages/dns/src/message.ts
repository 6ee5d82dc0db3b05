import * as dnsPacket from 'dns-packet'
import { canonical } from './dns-name.ts'
import { DnsQueryError } from './query-error.ts'

type QuestionType = 'A' | 'AAAA' | 'CAA' | 'NS' | 'SOA' | 'TXT'

export interface Question {
  readonly name: string
  readonly type: QuestionType
}

/** A resource record we have a use for. The data of a TXT is its strings joined, of a SOA nothing, of a CAA `0 issue ca.example`. */
export interface ResourceRecord {
  readonly name: string
  readonly type: QuestionType | 'CNAME'
  readonly data: string
}

export interface Answer {
  /** As RFC 1035 and its successors spell it: NOERROR, NXDOMAIN, SERVFAIL, REFUSED … */
  readonly rcode: string
  /** AA: from the server's own zone, not from a cache. */
  readonly authoritative: boolean
  /** TC: not all of it; ask over TCP. */
  readonly truncated: boolean
  readonly answers: readonly ResourceRecord[]
  readonly authority: readonly ResourceRecord[]
}

/** Whether it tells what there is at the name; other rcodes tell about the server. */
export const isAboutTheName = ({ rcode }: Answer): boolean =>
  rcode === 'NOERROR' || rcode === 'NXDOMAIN'

const HEADER = 12
const TYPE_AND_CLASS = 4
const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']
/** DNS Flag Day 2020: does not fragment on any path that matters. */
const UDP_PAYLOAD = 1232
/** No honest answer to our questions comes near; a decoder that follows pointers deserves a bound. */
const MOST_RECORDS = 1000

const malformed = (cause?: unknown) =>
  new DnsQueryError('ERR_DNS_MALFORMED', 'malformed answer', { cause })

/** The query that `parseAnswer` compares an answer with. A name that DNS cannot carry is `ERR_DNS_MALFORMED`. */
export function encodeQuery(
  { name, type }: Question,
  flags: { id: number; recursionDesired: boolean; checkingDisabled?: boolean },
): Buffer {
  if (!askable(name)) throw new DnsQueryError('ERR_DNS_MALFORMED', 'not a name that can be asked')
  return dnsPacket.encode({
    type: 'query',
    id: flags.id,
    flags:
      (flags.recursionDesired ? dnsPacket.RECURSION_DESIRED : 0) |
      (flags.checkingDisabled ? dnsPacket.CHECKING_DISABLED : 0),
    questions: [{ name, type, class: 'IN' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: UDP_PAYLOAD,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  })
}

/** RFC 1035 §3.1 limits; the encoder checks none of them and would write nonsense. */
const askable = (name: string): boolean =>
  name.length <= 253 && /^[\x21-\x7e]+$/.test(name) && name.split('.').every(isLabel)
const isLabel = (label: string): boolean => label.length >= 1 && label.length <= 63

/**
 * The answer to `query`, or nothing when the message carries another id and so answers somebody else. Whatever else is
 * wrong with it is `ERR_DNS_MALFORMED`.
 */
export function parseAnswer(query: Buffer, message: Buffer): Answer | undefined {
  if (message.length < 2 || message.readUInt16BE(0) !== query.readUInt16BE(0)) return undefined
  if (message.length < HEADER) throw malformed()
  const flags = message.readUInt16BE(2)
  const isResponse = (flags & 0x8000) !== 0
  const rcode = RCODES[flags & 0xf] ?? `RCODE ${flags & 0xf}`
  if (!isResponse || !answersQuestion(query, message, rcode)) throw malformed()
  const truncated = (flags & dnsPacket.TRUNCATED_RESPONSE) !== 0
  const authoritative = (flags & dnsPacket.AUTHORITATIVE_ANSWER) !== 0
  // Where a truncated message ends is the server's business: nothing of it is read.
  const sections = truncated ? { answers: [], authority: [] } : decodeSections(message)
  return { rcode, authoritative, truncated, ...sections }
}

/** Compares the question byte by byte, but for case (RFC 4343). A server that refuses may leave it out. */
function answersQuestion(query: Buffer, message: Buffer, rcode: string): boolean {
  const questions = message.readUInt16BE(4)
  if (questions === 0) return rcode !== 'NOERROR' && rcode !== 'NXDOMAIN'
  const end = query.indexOf(0, HEADER) + 1 + TYPE_AND_CLASS
  const fold = (bytes: Buffer) => bytes.toString('latin1', HEADER, end).toLowerCase()
  return questions === 1 && fold(query) === fold(message)
}

function decodeSections(message: Buffer): Pick<Answer, 'answers' | 'authority'> {
  const records = [6, 8, 10].reduce((sum, offset) => sum + message.readUInt16BE(offset), 0)
  if (records > MOST_RECORDS) throw malformed()
  try {
    const { answers = [], authorities = [] } = dnsPacket.decode(message)
    // A record that runs past the end makes the decoder lose count instead of throwing.
    if (!(dnsPacket.decode.bytes <= message.length)) throw malformed()
    return { answers: answers.flatMap(resource), authority: authorities.flatMap(resource) }
  } catch (error) {
    throw error instanceof DnsQueryError ? error : malformed(error)
  }
}

function resource(record: dnsPacket.Answer): ResourceRecord[] {
  const name = canonical(record.name)
  if (record.type === 'OPT' || record.class !== 'IN') return []
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return [{ name, type: record.type, data: record.data }]
    case 'CAA':
      return [{ name, type: 'CAA', data: caaText(record.data) }]
    case 'CNAME':
    case 'NS':
      return [{ name, type: record.type, data: canonical(record.data) }]
    case 'SOA':
      return [{ name, type: 'SOA', data: '' }]
    case 'TXT':
      return [{ name, type: 'TXT', data: joined(record.data) }]
    default:
      return []
  }
}

const caaText = ({ flags = 0, tag, value }: dnsPacket.CaaData) => `${flags} ${tag} ${value}`

/** RFC 8555 §8.4 means the value as a whole, however the server splits it. */
const joined = (data: dnsPacket.TxtData): string =>
  (Array.isArray(data) ? data : [data]).map((part) => part.toString('latin1')).join('')
