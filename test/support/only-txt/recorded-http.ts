import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Written } from './vendors.ts'

const ops = { '/present': 'add', '/cleanup': 'remove' } as const

/** A server that keeps what it is asked for before it passes it on. */
export async function recordedHttp(url: string) {
  const asked: Written[] = []
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    asked.push(written(request.url ?? '', body))
    const { status } = await fetch(`${url}${request.url}`, { method: 'POST', body })
    response.writeHead(status).end('{}')
  }
  const server = createServer((request, response) => void pass(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // An AddressInfo because it listens on an IP address.
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${port}`, asked, close }
}

/** The protocol has only TXT records; what else a body holds would be no such record. */
function written(path: string, body: string): Written {
  const { fqdn, value, ...more } = JSON.parse(body)
  const isUnderstood = path in ops && Object.keys(more).length === 0
  const name = String(fqdn).replace(/\.$/, '')
  const op = ops[path as keyof typeof ops] ?? 'add'
  return { op, name, type: isUnderstood ? 'TXT' : `${path} ${body}`, value }
}
