import { Agent, request } from 'node:http'
import { connect } from 'node:net'

/** An HTTP request to the letter. A header with several values is sent several times. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string
  /** The address of the machine that it comes from. */
  readonly from: string
}

export interface Caller {
  /** The status that is answered. A connection that is cut counts as 0. */
  send(call: Call): Promise<number>
  close(): void
}

/** Sends to what `url` is at that moment. */
export function openCaller(url: () => string): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    send: ({ method, path, headers, body, from }) => {
      const { hostname, port } = new URL(url())
      const length = { 'content-length': String(Buffer.byteLength(body)) }
      const where = { hostname, port, path, localAddress: from, agent }
      const { promise, resolve } = Promise.withResolvers<number>()
      request({ ...where, method, headers: { ...length, ...headers } }, (answer) => {
        answer.resume().on('close', () => resolve(answer.statusCode ?? 0))
      })
        .on('error', () => resolve(0))
        .end(body)
      return promise
    },
    close: () => agent.destroy(),
  }
}

const BEGUN = 'POST /webhooks/standard HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{'

/** Begins a request, never ends it, and tells after how many seconds it was hung up on. */
export function dawdle(url: string): Promise<number> {
  const { hostname, port } = new URL(url)
  const begin = performance.now()
  const { promise, resolve } = Promise.withResolvers<number>()
  connect(Number(port), hostname)
    .on('error', () => undefined)
    .on('close', () => resolve((performance.now() - begin) / 1000))
    .resume()
    .write(BEGUN)
  return promise
}
