import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import * as dnsPacket from 'dns-packet'

interface Reply {
  /** 0 is NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  readonly rcode?: number
  readonly flags?: number
  readonly answers?: dnsPacket.Answer[]
  readonly authorities?: dnsPacket.Answer[]
}

interface Asked {
  readonly question: dnsPacket.Question
  readonly transport: 'udp' | 'tcp'
  readonly id: number
}

/** What to say: a reply, raw bytes, or nothing at all. */
export type Script = (asked: Asked) => Reply | Buffer | undefined

export const txt = (name: string, ...values: string[]): dnsPacket.Answer[] =>
  values.map((value) => ({ type: 'TXT', name, ttl: 1, data: value }))

/** An honest reply as bytes, authoritative unless its flags say otherwise. */
export const encoded = ({ question, id }: Omit<Asked, 'transport'>, reply: Reply): Buffer =>
  dnsPacket.encode({
    type: 'response',
    id,
    flags: (reply.flags ?? dnsPacket.AUTHORITATIVE_ANSWER) | (reply.rcode ?? 0),
    questions: [question],
    answers: reply.answers ?? [],
    authorities: reply.authorities ?? [],
  })

/** A DNS server that misbehaves as told, on UDP and TCP of one ephemeral port; `asked` is all it heard. */
export async function scriptedServer(script: Script, host = '127.0.0.1') {
  const asked: Asked[] = []
  const answer = (message: Buffer, transport: Asked['transport']): Buffer | undefined => {
    const { questions: [question] = [], id = 0 } = dnsPacket.decode(message)
    if (!question) return undefined
    const query = { question, transport, id }
    asked.push(query)
    const reply = script(query)
    return reply && !Buffer.isBuffer(reply) ? encoded(query, reply) : reply
  }
  const tcp = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      const reply = answer(data.subarray(2), 'tcp')
      if (!reply) return
      const length = Buffer.from([reply.length >> 8, reply.length & 0xff])
      socket.write(length)
      socket.end(reply)
    })
  })
  const udp = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  udp.on('message', (message, { port, address }) => {
    const reply = answer(message, 'udp')
    if (reply) udp.send(reply, port, address)
  })
  tcp.listen(0, host)
  await once(tcp, 'listening')
  // An AddressInfo because it listens on an IP address.
  const { port } = tcp.address() as AddressInfo
  udp.bind(port, host)
  await once(udp, 'listening')
  const close = () => {
    udp.close()
    tcp.close()
  }
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  return { address, asked, close, [Symbol.dispose]: close }
}
