import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'

export interface Login {
  readonly user: string
  readonly pass: string
}

/** The INFO a server greets with; rejects if nobody does. */
export async function greet(port: number): Promise<Record<string, unknown>> {
  const socket = createConnection(port, '127.0.0.1')
  try {
    const line = await read(socket, /^INFO (.*)\r\n/)
    return JSON.parse(line)
  } finally {
    socket.destroy()
  }
}

/** One request in the plain text protocol, so that a test can be the operator without a client library. */
export async function request(
  port: number,
  subject: string,
  payload: string,
  login?: Login,
): Promise<string> {
  const socket = createConnection(port, '127.0.0.1')
  try {
    const connect = { verbose: false, headers: true, no_responders: true, ...login }
    const inbox = '_INBOX.operator'
    socket.write(
      `CONNECT ${JSON.stringify(connect)}\r\nSUB ${inbox} 1\r\n` +
        `PUB ${subject} ${inbox} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`,
    )
    return await read(socket, /MSG \S+ 1 .*\r\n([\s\S]*)\r\n$/)
  } finally {
    socket.destroy()
  }
}

async function read(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  const gone = once(socket, 'close').then(() => {
    throw new Error(`nats-server hung up after ${JSON.stringify(text.slice(-200))}`)
  })
  const found = new Promise<string>((resolve) => {
    socket.setEncoding('utf8').on('data', (part) => {
      text += part
      const match = pattern.exec(text)?.[1]
      if (match !== undefined) resolve(match)
    })
  })
  gone.catch(() => {})
  return Promise.race([found, gone])
}
