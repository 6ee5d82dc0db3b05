import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, isIPv6 } from 'node:net'
import type { DecodedPacket } from 'dns-packet'
import * as dnsPacket from 'dns-packet'

export interface DnsServer {
  readonly host: string
  readonly port: number
}

const udpPayloadSize = 1232

/** Asks one server for the records of a name, over UDP and, when that was truncated, over TCP. */
export async function exchange(
  server: DnsServer,
  question: { readonly name: string; readonly type: 'CAA' | 'TXT' },
  signal: AbortSignal,
): Promise<DecodedPacket> {
  const query = dnsPacket.encode({
    type: 'query',
    id: randomInt(0x10000),
    questions: [{ ...question, class: 'IN' }],
    additionals: [
      {
        ...{ type: 'OPT', name: '.', udpPayloadSize, extendedRcode: 0, ednsVersion: 0 },
        ...{ flags: 0, flag_do: false, options: [] },
      },
    ],
  })
  const short = await overUdp(server, query, signal)
  return short.flag_tc ? overTcp(server, query, signal) : short
}

/** Anything but the reply to this query, such as a forged or a broken datagram, is passed over. */
async function overUdp({ host, port }: DnsServer, query: Buffer, signal: AbortSignal) {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  try {
    socket.connect(port, host)
    await once(socket, 'connect', { signal })
    const { promise, resolve, reject } = Promise.withResolvers<DecodedPacket>()
    socket.on('message', (message) => {
      const reply = replyTo(query, message)
      if (reply) resolve(reply)
    })
    socket.on('error', reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    socket.send(query)
    return await promise
  } finally {
    socket.close()
  }
}

async function overTcp({ host, port }: DnsServer, query: Buffer, signal: AbortSignal) {
  const socket = connect({ host, port, signal })
  const length = Buffer.alloc(2)
  length.writeUInt16BE(query.length)
  socket.write(Buffer.concat([length, query]))
  let received = Buffer.alloc(0)
  try {
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk])
      const end = received.length < 2 ? Number.POSITIVE_INFINITY : 2 + received.readUInt16BE(0)
      if (received.length < end) continue
      const reply = replyTo(query, received.subarray(2, end))
      if (reply) return reply
      break
    }
    throw new Error('the server closed the connection without an answer')
  } finally {
    socket.destroy()
  }
}

function replyTo(query: Buffer, message: Buffer): DecodedPacket | undefined {
  if (message.length < 12 || message.readUInt16BE(0) !== query.readUInt16BE(0)) return undefined
  try {
    const packet = dnsPacket.decode(message)
    return packet.type === 'response' ? packet : undefined
  } catch {
    return undefined
  }
}
