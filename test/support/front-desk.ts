import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What a DNS provider answers instead of doing what it is asked, or where the reply is lost, after it has. */
export type ProviderFault = number | 'a hang-up' | 'a lost reply'

/** The HTTP API of a DNS provider, in front of one that works. */
export interface FrontDesk {
  readonly url: string
  /** Every change but the first few ends so, until it is called again; without a fault it works. */
  fail(fault?: ProviderFault, after?: number): void
  close(): Promise<void>
}

/** Without a fault of its own each change ends as `chance` says. */
export async function openFrontDesk(
  behind: string,
  chance: () => ProviderFault | undefined = () => undefined,
): Promise<FrontDesk> {
  let general: ProviderFault | undefined
  let spared = 0
  const faultNow = () => {
    if (general === undefined) return chance()
    spared -= 1
    return spared >= 0 ? undefined : general
  }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request)
    const fault = faultNow()
    if (typeof fault === 'number') return response.writeHead(fault).end('Not today.')
    if (fault === 'a hang-up') return response.destroy()
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    const { status } = await fetch(`${behind}${request.url}`, init)
    return fault ? response.destroy() : response.writeHead(status).end()
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
      general = how
      spared = after
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
