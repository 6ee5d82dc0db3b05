import { setImmediate } from 'node:timers/promises'
import { bodyWithin, jsonOf, waitFor } from '@certwire/http'
import { Agent, type Dispatcher, request } from 'undici'
import type { Answer } from './answer.ts'
import { CaError } from './ca-error.ts'
import { networkFailure } from './network-failure.ts'
import type { Origins } from './origins.ts'
import type { Endpoint, Pace } from './port.ts'

const LARGEST_BODY = 1024 * 1024

export interface Timeouts {
  /** Until TLS stands. */
  readonly connectMs: number
  /** From the request to the last byte of the answer, connecting included. */
  readonly totalMs: number
}

interface Request {
  readonly body?: string
  /** Something is to be changed at the CA. */
  readonly changes?: boolean
  readonly accept?: string
  readonly endpoint?: Endpoint
  readonly signal: AbortSignal
}

export interface Transport {
  /** One request, sent once. Resolves for every status but a redirect; else rejects with a `CaError`, or as `signal` says. */
  send(method: 'GET' | 'HEAD' | 'POST', url: string, request: Request): Promise<Answer>
  close(): Promise<void>
}

interface Options {
  readonly origins: Origins
  readonly tlsCa?: string
  readonly userAgent: string
  readonly timeouts: Timeouts
  readonly pace?: Pace
}

/** HTTPS to one CA: bounded in time and size, no redirects, no origin that is not the CA's. */
export function connectTransport({ origins, timeouts, ...options }: Options): Transport {
  const { tlsCa, userAgent, pace } = options
  const { connectMs, totalMs } = timeouts
  const dispatcher = new Agent({
    connect: { timeout: connectMs, ...(tlsCa !== undefined && { ca: tlsCa }) },
    ...{ headersTimeout: totalMs, bodyTimeout: totalMs, connections: 32 },
    // Over HTTP/2 all requests would share one connection, and its end would leave all their outcomes unknown.
    allowH2: false,
  })
  return {
    send: async (method, target, { body, changes = false, accept, endpoint, signal }) => {
      const url = origins.check(target)
      await pace?.(endpoint ?? 'other', signal)
      const limit = AbortSignal.any([signal, AbortSignal.timeout(totalMs)])
      const headers = {
        'user-agent': userAgent,
        'accept-language': 'en',
        ...(accept !== undefined && { accept }),
        ...(body !== undefined && { 'content-type': 'application/jose+json' }),
      }
      try {
        const asked = request(url, {
          ...{ method, headers, dispatcher, signal: limit },
          // undici ends the connection after a HEAD, for servers that send a body with it; a CA's does not.
          reset: false,
          ...(body !== undefined && { body }),
        })
        // undici hears a signal only when it has connected; it then sends nothing.
        const response = await waitFor(asked, limit)
        const answer = await read({ url, changes, ...(endpoint && { endpoint }) }, response)
        // undici takes a connection back one turn later; before that, the next request would open another.
        await setImmediate()
        return answer
      } catch (error) {
        signal.throwIfAborted()
        const { host } = new URL(url)
        throw networkFailure(error, { host, changes, endpoint, timedOut: limit.aborted })
      }
    },
    close: () => dispatcher.destroy(),
  }
}

async function read(
  asked: Pick<Answer, 'url' | 'changes' | 'endpoint'>,
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
): Promise<Answer> {
  if (status >= 300 && status < 400) {
    // Whoever destroys a body is told so by an error event, which is no news.
    body.on('error', () => undefined).destroy()
    const message = `The CA answered with a redirect (HTTP ${status}), which is not followed.`
    throw new CaError('ERR_CA_REDIRECT', message)
  }
  const header = (name: string) => [headers[name]].flat()[0]
  const octets = await bodyWithin(LARGEST_BODY, body)
  // What is wrong is said by the status of a page that nobody can read.
  if (!octets && status < 400)
    throw new CaError('ERR_CA_BODY_TOO_LARGE', 'The CA answered with more than 1 MiB.', {
      outcomeUnknown: asked.changes,
    })
  // Nobody asked for compression, so what comes compressed is not read, and cannot unfold.
  const isPlain = (header('content-encoding') ?? 'identity') === 'identity'
  const text = isPlain ? (octets?.toString() ?? '') : ''
  return {
    ...{ ...asked, status, header, body: text },
    links: [headers.link ?? []].flat(),
    json: () => jsonOf(text),
  }
}
