import * as dnsPacket from 'dns-packet'
import { type Resolution, rcodes, refusal } from './resolve.ts'

export interface Answerable {
  readonly question: dnsPacket.Question
  /** Encodes the answer in as many octets as the client takes; the TC bit tells that it did not fit (RFC 2181 §9). */
  readonly reply: (resolution: Resolution) => Buffer
}

/** A query that can be answered, or what to say to one that cannot; nothing to what is not even a query. */
type ReadQuery = Answerable | { readonly refused: Buffer } | undefined

const HEADER = 12
const QR = 0x8000
const OPCODE = 0x7800
const LARGEST_TCP = 65_535
const LARGEST_PLAIN_UDP = 512
/** DNS Flag Day 2020: does not fragment on any path that matters. */
const LARGEST_UDP = 1232
const BADVERS = 1

export function readQuery(message: Buffer, transport: 'udp' | 'tcp'): ReadQuery {
  if (message.length < HEADER) return undefined
  const flags = message.readUInt16BE(2)
  if ((flags & QR) !== 0) return undefined
  if ((flags & OPCODE) !== 0) return { refused: headerOnly(message, rcodes.NOTIMP) }
  const packet = decoded(message)
  const [question] = packet?.questions ?? []
  if (!packet || !question) return { refused: headerOnly(message, rcodes.FORMERR) }
  const opts = (packet.additionals ?? []).filter((record) => record.type === 'OPT')
  const [opt] = opts
  // RFC 6891 §6.1.1: one OPT at most.
  if (opts.length > 1) return { refused: headerOnly(message, rcodes.FORMERR) }
  const largest = transport === 'tcp' ? LARGEST_TCP : largestUdp(opt)
  const reply = (resolution: Resolution) =>
    encodeReply({ message, question, opt }, resolution, largest)
  if (opt && opt.ednsVersion > 0) return { refused: reply(refusal(rcodes.NOERROR)) }
  if (question.class !== 'IN') return { refused: reply(refusal(rcodes.REFUSED)) }
  return { question, reply }
}

const largestUdp = (opt: dnsPacket.OptAnswer | undefined): number =>
  opt ? Math.min(Math.max(opt.udpPayloadSize, LARGEST_PLAIN_UDP), LARGEST_UDP) : LARGEST_PLAIN_UDP

function decoded(message: Buffer): dnsPacket.Packet | undefined {
  try {
    // One question, and counts that a query has; the decoder itself would try any number.
    const counts = [4, 6, 8, 10].map((offset) => message.readUInt16BE(offset))
    const [questions = 0, answers = 0, authorities = 0, additionals = 0] = counts
    if (questions !== 1 || answers + authorities > 0 || additionals > 8) return undefined
    const packet = dnsPacket.decode(message)
    const echo = dnsPacket.encode({ questions: packet.questions ?? [] }).subarray(HEADER)
    // What does not survive the codec, such as a label with a dot in it, could not be echoed.
    const same = message.subarray(HEADER, HEADER + echo.length).equals(echo)
    return same ? packet : undefined
  } catch {
    return undefined
  }
}

interface Query {
  readonly message: Buffer
  readonly question: dnsPacket.Question
  readonly opt: dnsPacket.OptAnswer | undefined
}

function encodeReply(query: Query, resolution: Resolution, largest: number): Buffer {
  const { message, question, opt } = query
  const kept = message.readUInt16BE(2) & dnsPacket.RECURSION_DESIRED
  const aa = resolution.authoritative ? dnsPacket.AUTHORITATIVE_ANSWER : 0
  const packet = (flags: number, sections: Partial<dnsPacket.Packet>) =>
    dnsPacket.encode({
      type: 'response',
      id: message.readUInt16BE(0),
      flags: kept | aa | flags | resolution.rcode,
      questions: [question],
      additionals: opt ? [ownOpt(opt)] : [],
      ...sections,
    })
  const { answers, authorities } = resolution
  const whole = packet(0, { answers, authorities })
  return whole.length <= largest ? whole : packet(dnsPacket.TRUNCATED_RESPONSE, {})
}

const ownOpt = (opt: dnsPacket.OptAnswer): dnsPacket.OptAnswer => ({
  type: 'OPT',
  name: '.',
  udpPayloadSize: LARGEST_UDP,
  // RFC 6891 §6.1.3: a version we do not speak is BADVERS, with ours.
  extendedRcode: opt.ednsVersion > 0 ? BADVERS : 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
})

function headerOnly(message: Buffer, rcode: number): Buffer {
  const header = Buffer.alloc(HEADER)
  message.copy(header, 0, 0, 2)
  const kept = message.readUInt16BE(2) & (OPCODE | dnsPacket.RECURSION_DESIRED)
  header.writeUInt16BE(QR | kept | rcode, 2)
  return header
}
