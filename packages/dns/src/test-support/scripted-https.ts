import { once } from 'node:events'
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { localhostIdentity } from '@certwire/testkit'
import { onTestFinished } from 'vitest'

/** What a resolver over HTTPS was asked. */
export interface Posted {
  readonly head: Http2ServerRequest
  readonly message: Buffer
}

export type Respond = (response: Http2ServerResponse, posted: Posted) => void

const identity = localhostIdentity(new Date())

/** A resolver over HTTP/2, or HTTP/1.1, that answers as told; `posted` is all it heard. It is gone when the test is. */
export async function scriptedHttps(respond: Respond, version: 'h2' | 'http/1.1' = 'h2') {
  const { certificate: cert, key } = await identity
  const posted: Posted[] = []
  const answer = async (head: Http2ServerRequest, response: Http2ServerResponse) => {
    const one = { head, message: await buffer(head) }
    posted.push(one)
    respond(response, one)
  }
  const server = createSecureServer(
    { cert, key, allowHTTP1: version === 'http/1.1', ALPNCallback: () => version },
    (request, response) => void answer(request, response),
  )
  server.on('connection', (socket) => onTestFinished(() => void socket.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  // An AddressInfo because it listens on an IP address.
  const { port } = server.address() as AddressInfo
  return { url: new URL(`https://localhost:${port}/dns-query`), ca: cert, posted }
}
