import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import * as dnsPacket from 'dns-packet'
import { prefixed } from './listen.ts'

interface Asked {
  readonly rcode: number
  readonly aa: boolean
  readonly tc: boolean
  readonly questions: string[]
  /** `type owner data`, each. */
  readonly answers: string[]
  readonly authorities: string[]
  readonly edns: { readonly size: number; readonly extendedRcode: number } | undefined
}

export interface QueryOptions {
  readonly edns?: { readonly size: number; readonly version?: number }
  readonly class?: dnsPacket.RecordClass
}

export function query(name: string, type: string, options: QueryOptions = {}): Buffer {
  const { edns } = options
  const opt: dnsPacket.OptAnswer[] = edns
    ? [
        {
          ...{ type: 'OPT', name: '.', udpPayloadSize: edns.size, extendedRcode: 0, flags: 0 },
          ...{ ednsVersion: edns.version ?? 0, flag_do: false, options: [] },
        },
      ]
    : []
  return dnsPacket.encode({
    type: 'query',
    id: 4711,
    // Any type may be asked for, also one that the codec has no name of.
    questions: [{ name, type: type as dnsPacket.RecordType, class: options.class ?? 'IN' }],
    additionals: opt,
  })
}

/** One datagram there, the first one back. */
export async function udpExchange(address: string, message: Buffer): Promise<Buffer> {
  const [host = '', port] = address.split(':')
  const socket = createSocket('udp4')
  try {
    socket.send(message, Number(port), host)
    const [answer] = (await once(socket, 'message')) as [Buffer]
    return answer
  } finally {
    socket.close()
  }
}

/** All bytes in one write, then as many messages back as are wanted. */
export async function tcpExchange(address: string, bytes: Buffer, wanted: number) {
  const [host = '', port] = address.split(':')
  const socket = connect({ host, port: Number(port) })
  socket.write(bytes)
  const messages: Buffer[] = []
  let received = Buffer.alloc(0)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, chunk])
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0)
      messages.push(received.subarray(2, end))
      received = received.subarray(end)
    }
    if (messages.length >= wanted) break
  }
  socket.destroy()
  return messages
}

export async function ask(address: string, name: string, type: string, options?: QueryOptions) {
  return read(await udpExchange(address, query(name, type, options)))
}

export async function askTcp(address: string, name: string, type: string) {
  const [answer = Buffer.alloc(0)] = await tcpExchange(address, prefixed(query(name, type)), 1)
  return read(answer)
}

export function read(message: Buffer): Asked {
  const flags = message.readUInt16BE(2)
  const packet = dnsPacket.decode(message)
  const opt = packet.additionals?.find((record) => record.type === 'OPT')
  return {
    rcode: flags & 0xf,
    aa: (flags & dnsPacket.AUTHORITATIVE_ANSWER) !== 0,
    tc: (flags & dnsPacket.TRUNCATED_RESPONSE) !== 0,
    questions: (packet.questions ?? []).map(({ name, type }) => `${type} ${name}`),
    answers: (packet.answers ?? []).map(shown),
    authorities: (packet.authorities ?? []).map(shown),
    edns: opt && { size: opt.udpPayloadSize, extendedRcode: opt.extendedRcode },
  }
}

function shown(record: dnsPacket.Answer): string {
  const data = 'data' in record ? record.data : ''
  const value = Array.isArray(data) ? data.map(String).join('|') : data
  const text = typeof value === 'object' && 'mname' in value ? value.mname : String(value)
  return `${record.type} ${record.name} ${text}`
}
