import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { localhostIdentity } from '../localhost.ts'
import { type Asked, readAsked } from './asked.ts'
import { wellBehaved } from './well-behaved.ts'

/** True if it has answered, or never will. `usual` answers as the CA would. */
export type Misbehaviour = (
  asked: Asked,
  response: ServerResponse,
  usual: () => void,
) => boolean | undefined

export interface HostileCa {
  readonly directory: string
  /** To trust its HTTPS. */
  readonly tlsCa: string
  /** Everything that was asked, in its order. */
  readonly asked: readonly Asked[]
  /** How many connections were made. */
  connections(): number
  /** The paths that were asked with this method. */
  paths(method: string): string[]
  /** Answers before the CA would. Undefined takes it back. */
  misbehave(how?: Misbehaviour): void
  close(): Promise<void>
}

/** An ACME server over HTTPS that checks nothing, so that a test can make it answer whatever it wants. */
export async function startHostileCa(): Promise<HostileCa> {
  const asked: Asked[] = []
  let how: Misbehaviour | undefined
  let connections = 0
  const { certificate, key } = await localhostIdentity(new Date())
  const server = createServer({ cert: certificate, key })
  server.on('secureConnection', () => {
    connections += 1
  })
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const one = await readAsked(request)
    asked.push(one)
    response.setHeader('replay-nonce', randomBytes(16).toString('base64url'))
    const usual = () => wellBehaved(one, base, response)
    if (!how?.(one, response, usual)) usual()
  }
  server.on('request', (request, response) => {
    // Who hangs up in the middle of a request has asked nothing.
    serve(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on TCP has an address of this kind.
  const base = `https://localhost:${(server.address() as AddressInfo).port}`
  return {
    ...{ directory: `${base}/directory`, tlsCa: certificate, asked },
    connections: () => connections,
    paths: (method) => asked.filter((one) => one.method === method).map(({ path }) => path),
    misbehave: (misbehaviour) => {
      how = misbehaviour
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
