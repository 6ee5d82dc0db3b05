import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

export type Respond = (
  message: Buffer,
  transport: 'udp' | 'tcp',
  send: (answer: Buffer) => void,
) => void

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

const PREFIX = 2
const IDLE_MS = 10_000
const PORT_TRIES = 10

/** Binds one port on both transports; port 0 takes one that is free on both. */
export async function listen(host: string, port: number, respond: Respond): Promise<Listening> {
  for (let tries = 1; ; tries++) {
    const tcp = tcpServer(respond)
    const bound = await listenTcp(tcp, host, port)
    try {
      return await alsoUdp(tcp, host, bound, respond)
    } catch (error) {
      tcp.close()
      if (port !== 0 || tries >= PORT_TRIES) throw error
    }
  }
}

async function listenTcp(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  // A server on a port has the address of one.
  return (server.address() as AddressInfo).port
}

async function alsoUdp(
  tcp: Server,
  host: string,
  port: number,
  respond: Respond,
): Promise<Listening> {
  const udp = udpServer(respond)
  udp.bind(port, host)
  await once(udp, 'listening')
  // Whatever happens to a socket that is bound, the server goes on.
  udp.on('error', () => undefined)
  tcp.on('error', () => undefined)
  const connections = new Set<Socket>()
  tcp.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  const close = async () => {
    for (const socket of connections) socket.destroy()
    await Promise.all([
      new Promise<void>((resolve) => tcp.close(() => resolve())),
      new Promise<void>((resolve) => udp.close(resolve)),
    ])
  }
  return { port, close }
}

function udpServer(respond: Respond): UdpSocket {
  const socket = createSocket('udp4')
  let open = true
  socket.on('close', () => {
    open = false
  })
  // A client that has gone shows as an error of the next send; it concerns nobody else.
  const ignore = () => undefined
  socket.on('message', (message, { port, address }) => {
    respond(message, 'udp', (answer) => {
      if (open) socket.send(answer, port, address, ignore)
    })
  })
  return socket
}

function tcpServer(respond: Respond): Server {
  return createServer((socket) => {
    socket.setTimeout(IDLE_MS, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    let received = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      for (let next = frame(received); next; next = frame(received)) {
        received = received.subarray(PREFIX + next.length)
        respond(next, 'tcp', (answer) => {
          if (socket.writable) socket.write(prefixed(answer))
        })
      }
    })
  })
}

/** RFC 1035 §4.2.2: two octets of length go before each message. */
function frame(received: Buffer): Buffer | undefined {
  if (received.length < PREFIX) return undefined
  const end = PREFIX + received.readUInt16BE(0)
  return received.length < end ? undefined : received.subarray(PREFIX, end)
}

export function prefixed(message: Buffer): Buffer {
  const length = Buffer.alloc(PREFIX)
  length.writeUInt16BE(message.length)
  return Buffer.concat([length, message])
}
