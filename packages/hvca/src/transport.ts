import { bodyWithin, jsonOf, waitFor } from '@certwire/http'
import { Agent, type Dispatcher, request } from 'undici'
import { HvcaError } from './hvca-error.ts'
import { networkFailure } from './network-failure.ts'

const LARGEST_BODY = 1024 * 1024

export interface Timeouts {
  /** Until TLS stands. */
  readonly connectMs: number
  /** From the request to the last byte of the answer, connecting included. */
  readonly totalMs: number
}

/** What came back for one request, whatever its status. */
export interface Answer {
  readonly status: number
  header(name: string): string | undefined
  /** Undefined when the body is no JSON. */
  json(): unknown
}

interface Request {
  readonly token?: string
  readonly body?: object
  readonly signal: AbortSignal
}

export interface Transport {
  /** One request to a path of the API, sent once. Rejects with an `HvcaError`, or as `signal` says. */
  send(method: 'GET' | 'POST', path: string, request: Request): Promise<Answer>
  close(): Promise<void>
}

export interface TransportOptions {
  /** https, with the path that all of the API is below. */
  readonly url: string
  readonly clientCertificate: string
  readonly clientKey: string
  readonly tlsCa?: string | undefined
  readonly timeouts: Timeouts
}

/** HTTPS to one HVCA, whose client certificate is ours: bounded in time and size, no redirects, no other origin. */
export function connectTransport(options: TransportOptions): Transport {
  const { url, clientCertificate: cert, clientKey: key, tlsCa: ca, timeouts } = options
  const { connectMs, totalMs } = timeouts
  const base = url.replace(/\/+$/, '')
  const { host } = new URL(base)
  const dispatcher = new Agent({
    connect: { timeout: connectMs, cert, key, ...(ca !== undefined && { ca }) },
    ...{ headersTimeout: totalMs, bodyTimeout: totalMs, connections: 8, allowH2: false },
  })
  return {
    send: async (method, path, { token, body, signal }) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(totalMs)])
      const headers = {
        ...{ 'user-agent': 'certwire/0.1', accept: 'application/json' },
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        // Without the charset HVCA answers 415.
        ...(body !== undefined && { 'content-type': 'application/json;charset=utf-8' }),
      }
      try {
        const sent = { ...(body !== undefined && { body: JSON.stringify(body) }) }
        const options = { method, headers, dispatcher, signal: limit, ...sent }
        // undici hears a signal only when it has connected; it then sends nothing.
        return await read(await waitFor(request(`${base}${path}`, options), limit))
      } catch (error) {
        signal.throwIfAborted()
        throw networkFailure(error, host, limit.aborted)
      }
    },
    close: () => dispatcher.destroy(),
  }
}

async function read({ statusCode: status, headers, body }: Dispatcher.ResponseData) {
  if (status >= 300 && status < 400) {
    // Whoever destroys a body is told so by an error event, which is no news.
    body.on('error', () => undefined).destroy()
    const message = `HVCA answered with a redirect (HTTP ${status}), which is not followed.`
    throw new HvcaError('ERR_HVCA_REDIRECT', message)
  }
  const octets = await bodyWithin(LARGEST_BODY, body)
  // What is wrong is said by the status of a page that nobody can read.
  if (!octets && status < 400)
    throw new HvcaError('ERR_HVCA_BODY_TOO_LARGE', 'HVCA answered with more than 1 MiB.')
  return {
    status,
    header: (name: string) => [headers[name]].flat()[0],
    json: () => jsonOf(octets?.toString() ?? ''),
  }
}
