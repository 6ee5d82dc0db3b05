import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a DNS provider answers instead of doing what it is asked: a status, or nothing at all. */
export type ProviderFault = number | 'a hang-up'

/** The HTTP API of a DNS provider, in front of one that works. */
export interface FrontDesk {
  readonly url: string
  /** Every change but the first few ends so, until it is called again; without a fault it works. */
  fail(fault?: ProviderFault, after?: number): void
  close(): Promise<void>
}

export async function openFrontDesk(behind: string): Promise<FrontDesk> {
  let fault: ProviderFault | undefined
  let spared = 0
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (fault === undefined || spared-- > 0) {
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: Buffer.concat(chunks) }
      const { status } = await fetch(`${behind}${request.url}`, init)
      response.writeHead(status).end()
    } else if (fault === 'a hang-up') response.destroy()
    else response.writeHead(fault).end('Not today.')
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on TCP has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    fail: (how, after = 0) => {
      fault = how
      spared = after
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
