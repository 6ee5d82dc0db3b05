import { Agent, type Dispatcher, request } from 'undici'
import { CaError } from './ca-error.ts'
import type { UrlGuard } from './origins.ts'

const LARGEST_BODY = 1024 * 1024

export interface Timeouts {
  readonly connectMs: number
  /** From the request to the last byte of the answer. */
  readonly totalMs: number
}

export interface Answer {
  readonly url: string
  readonly status: number
  header(name: string): string | undefined
  readonly links: readonly string[]
  readonly body: string
}

export interface Transport {
  /** One request, sent once. Resolves for every status but a redirect. */
  send(
    method: 'GET' | 'HEAD' | 'POST',
    url: string,
    options: { body?: string; accept?: string; signal: AbortSignal },
  ): Promise<Answer>
  close(): Promise<void>
}

interface Options {
  readonly guard: UrlGuard
  readonly tlsCa?: string
  readonly userAgent: string
  readonly timeouts: Timeouts
}

/** HTTPS to one CA: bounded in time and size, no redirects, no URL that the guard does not let through. */
export function connectTransport({ guard, tlsCa, userAgent, timeouts }: Options): Transport {
  const { connectMs, totalMs } = timeouts
  const dispatcher = new Agent({
    connect: { timeout: connectMs, ...(tlsCa !== undefined && { ca: tlsCa }) },
    headersTimeout: totalMs,
    bodyTimeout: totalMs,
    keepAliveTimeout: 15_000,
    connections: 32,
  })
  return {
    send: async (method, text, { body, accept, signal }) => {
      const url = guard(text)
      const limit = AbortSignal.any([signal, AbortSignal.timeout(totalMs)])
      const headers = {
        'user-agent': userAgent,
        'accept-language': 'en',
        ...(accept !== undefined && { accept }),
        ...(body !== undefined && { 'content-type': 'application/jose+json' }),
      }
      try {
        const response = await request(url, {
          ...{ method, headers, dispatcher, signal: limit },
          ...(body !== undefined && { body }),
        })
        return await read(text, response)
      } catch (error) {
        signal.throwIfAborted()
        throw failure(error, method, url, limit.aborted)
      }
    },
    close: () => dispatcher.destroy(),
  }
}

async function read(
  url: string,
  { statusCode, headers, body }: Dispatcher.ResponseData,
): Promise<Answer> {
  if (statusCode >= 300 && statusCode < 400) {
    // Whoever destroys a body is told so by an error event, which is no news.
    body.on('error', () => undefined).destroy()
    throw new CaError(
      'ERR_CA_REDIRECT',
      `The CA answered with a redirect (HTTP ${statusCode}), which is not followed.`,
    )
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST_BODY)
      throw new CaError('ERR_CA_BODY_TOO_LARGE', 'The CA answered with more than 1 MiB.')
    chunks.push(chunk)
  }
  return {
    ...{ url, status: statusCode },
    header: (name) => [headers[name]].flat()[0],
    links: [headers.link ?? []].flat(),
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Says what the network said, and whether the CA may have got the request all the same. */
function failure(error: unknown, method: string, { host }: URL, timedOut: boolean): unknown {
  if (error instanceof CaError) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const outcomeUnknown = method === 'POST' && !neverSent.has(code)
  if (timedOut || code.includes('TIMEOUT'))
    return new CaError('ERR_CA_TIMEOUT', `The CA at ${host} did not answer in time.`, {
      cause: error,
      outcomeUnknown,
    })
  if (/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_/.test(code))
    return new CaError(
      'ERR_CA_TLS',
      `The CA at ${host} has no TLS certificate that is trusted (${code}).`,
      { cause: error },
    )
  const why = code || message.slice(0, 200)
  return new CaError('ERR_CA_UNREACHABLE', `The CA at ${host} cannot be reached (${why}).`, {
    cause: error,
    outcomeUnknown,
  })
}
