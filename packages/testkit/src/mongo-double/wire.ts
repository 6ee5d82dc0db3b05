import { deserialize, serialize } from 'bson'
import type { Fields } from './fields.ts'

const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const HEADER = 16
const MAX_MESSAGE = 48_000_000

export interface Request {
  readonly command: Fields
  /** The bytes that carry a reply to this request. */
  reply(body: Fields): Buffer
}

/** Cuts a stream of bytes into whole messages; returns what is left over. Throws on what is no message. */
export function takeMessages(bytes: Buffer, onMessage: (message: Buffer) => void): Buffer {
  let rest = bytes
  while (rest.length >= HEADER) {
    const length = rest.readInt32LE(0)
    if (length < HEADER || length > MAX_MESSAGE) throw new Error(`a message of ${length} bytes`)
    if (rest.length < length) break
    onMessage(rest.subarray(0, length))
    rest = rest.subarray(length)
  }
  return rest
}

/** OP_MSG, and OP_QUERY for the handshake of a driver that does not know the server yet. */
export function parseRequest(message: Buffer): Request {
  const id = message.readInt32LE(4)
  const opCode = message.readInt32LE(12)
  if (opCode === OP_MSG) return { command: parseMsg(message), reply: (body) => msg(id, body) }
  if (opCode === OP_QUERY) return { command: parseQuery(message), reply: (body) => reply(id, body) }
  throw new Error(`opcode ${opCode}`)
}

function parseMsg(message: Buffer): Fields {
  const hasChecksum = (message.readUInt32LE(HEADER) & 1) === 1
  const end = message.length - (hasChecksum ? 4 : 0)
  let command: Fields = {}
  const sequences: [string, Fields[]][] = []
  let at = HEADER + 4
  while (at < end) {
    const kind = message[at]
    at += 1
    const size = message.readInt32LE(at)
    const section = message.subarray(at, at + size)
    if (kind === 0) command = deserialize(section)
    else sequences.push(sequence(section))
    at += size
  }
  return { ...command, ...Object.fromEntries(sequences) }
}

/** A section of kind 1: the name of a field, then the documents of its list. */
function sequence(section: Buffer): [string, Fields[]] {
  const nul = section.indexOf(0, 4)
  const documents: Fields[] = []
  let at = nul + 1
  while (at < section.length) {
    const size = section.readInt32LE(at)
    documents.push(deserialize(section.subarray(at, at + size)))
    at += size
  }
  return [section.toString('utf8', 4, nul), documents]
}

function parseQuery(message: Buffer): Fields {
  const nul = message.indexOf(0, HEADER + 4)
  const [database] = message.toString('utf8', HEADER + 4, nul).split('.')
  const start = nul + 1 + 8
  const size = message.readInt32LE(start)
  return { ...deserialize(message.subarray(start, start + size)), $db: database }
}

function msg(responseTo: number, body: Fields) {
  // Flag bits (none), then one section of kind 0.
  return frame(OP_MSG, responseTo, Buffer.alloc(5), body)
}

function reply(responseTo: number, body: Fields) {
  const fixed = Buffer.alloc(20)
  fixed.writeInt32LE(8, 0) // AwaitCapable
  fixed.writeInt32LE(1, 16) // one document
  return frame(OP_REPLY, responseTo, fixed, body)
}

function frame(opCode: number, responseTo: number, fixed: Buffer, body: Fields) {
  const bson = serialize(body, { ignoreUndefined: true })
  const header = Buffer.alloc(HEADER)
  header.writeInt32LE(HEADER + fixed.length + bson.length, 0)
  header.writeInt32LE(responseTo, 8)
  header.writeInt32LE(opCode, 12)
  return Buffer.concat([header, fixed, bson])
}
