import type { Secret } from '@certwire/secrets'
import { createParser } from 'eventsource-parser'
import { CliError, type exitCodes } from './cli-error.ts'

export interface Api {
  readonly url: string
  get(path: string): Promise<unknown>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<unknown>
  /** Server-sent events, as they come; ends with the signal. */
  events(path: string, signal: AbortSignal): AsyncGenerator<unknown>
}

/** The HTTP API of a running Certwire, with its errors in the words of this command line. */
export function connectApi(url: string, token: Secret): Api {
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { authorization: `Bearer ${token.reveal()}`, ...init.headers }
    const response = await fetch(`${url}/api/v1${path}`, { ...init, headers }).catch((error) => {
      throw init.signal?.aborted ? error : unreachable(url)
    })
    if (!response.ok) throw await refused(response)
    return response
  }
  return {
    url,
    get: async (path) => (await call(path, { signal: AbortSignal.timeout(30_000) })).json(),
    post: async (path, body = {}, headers = {}) => {
      const response = await call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      })
      return response.json()
    },
    events: (path, signal) =>
      stream(() => call(path, { headers: { accept: 'text/event-stream' }, signal }), signal),
  }
}

async function* stream(open: () => Promise<Response>, signal: AbortSignal) {
  const { body } = await open()
  const ready: unknown[] = []
  const parser = createParser({ onEvent: ({ data }) => ready.push(JSON.parse(data)) })
  try {
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      parser.feed(text)
      yield* ready.splice(0)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const unreachable = (url: string) =>
  new CliError(
    'ERR_API_UNREACHABLE',
    `No Certwire answers at ${url}. Start one with "certwire up", or name another with CERTWIRE_API_URL.`,
    'unreachable',
  )

const byStatus: Record<number, keyof typeof exitCodes> = {
  400: 'usage',
  401: 'auth',
  403: 'auth',
  404: 'notFound',
  409: 'conflict',
  422: 'usage',
}

async function refused(response: Response): Promise<CliError> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const { code = 'ERR_API', detail = response.statusText, remedy } = problem
  const text = [detail, remedy].filter((part) => typeof part === 'string').join(' ')
  return new CliError(String(code), text, byStatus[response.status] ?? 'failure')
}
