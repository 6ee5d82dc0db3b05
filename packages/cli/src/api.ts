import { EventView } from '@certwire/contracts'
import type { Secret } from '@certwire/secrets'
import type { z } from 'zod'
import { CliError, type Exit } from './cli-error.ts'
import { followEvents } from './follow-events.ts'
import { sentences } from './sentences.ts'

const ANSWER_WITHIN_MS = 30_000
const AGAIN_MS = 1000

export interface Api {
  get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>>
  post<S extends z.ZodType>(path: string, schema: S, body?: unknown): Promise<z.infer<S>>
  /** Server-sent events, each once, resumed when the connection breaks; ends with the signal. */
  events(query: URLSearchParams, signal: AbortSignal): AsyncGenerator<EventView>
}

interface Reach {
  readonly url: string
  readonly token: Secret
  /** Ends every call that is under way. */
  readonly signal: AbortSignal
  /** Told when a stream is interrupted. */
  readonly say: (line: string) => void
}

/** The HTTP API of a running Certwire, with its errors in the words of this command line. */
export function connectApi({ url, token, signal, say }: Reach): Api {
  const call = async (path: string, until: AbortSignal, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token.reveal()}`, ...init.headers }
    const response = await fetch(`${url}/api/v1${path}`, { ...init, headers, signal: until }).catch(
      (error: unknown) => {
        throw lost(error, url, until)
      },
    )
    if (!response.ok) throw await refused(response, url)
    return response
  }
  const answer = async <S extends z.ZodType>(path: string, schema: S, init?: RequestInit) => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)])
    const response = await call(path, until, init)
    const text = await response.text().catch((error: unknown) => {
      throw lost(error, url, until)
    })
    return understood(schema, parsed(text), url)
  }
  const parse = (text: string) => understood(EventView, parsed(text), url)
  return {
    get: answer,
    post: (path, schema, body = {}) =>
      answer(path, schema, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    events: (query, until) => {
      const open = (lastId: string | undefined) => {
        const resumed = lastId === undefined ? {} : { 'last-event-id': lastId }
        return call(`/events?${query}`, until, {
          headers: { accept: 'text/event-stream', ...resumed },
        })
      }
      return followEvents({ open, signal: until, say, parse, againMs: AGAIN_MS })
    },
  }
}

function understood<S extends z.ZodType>(schema: S, json: unknown, url: string): z.infer<S> {
  const checked = schema.safeParse(json)
  if (!checked.success) throw foreign(url)
  return checked.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What `fetch` throws: the reason of its signal, or that nobody is there. */
function lost(error: unknown, url: string, until: AbortSignal): unknown {
  if (!until.aborted)
    return new CliError(
      'ERR_API_UNREACHABLE',
      `No Certwire answers at ${url}. Start one with "certwire up", or name another with CERTWIRE_API_URL.`,
      'unreachable',
    )
  if (until.reason instanceof CliError) return until.reason
  const late = until.reason instanceof DOMException && until.reason.name === 'TimeoutError'
  if (!late) return error
  const text = `Certwire at ${url} did not answer in time. See ${url}/readyz, then try again.`
  return new CliError('ERR_API_TIMEOUT', text, 'timeout')
}

const foreign = (url: string) =>
  new CliError(
    'ERR_API_ANSWER',
    `What answers at ${url} is not Certwire, or one of another version. Name the right one with CERTWIRE_API_URL.`,
  )

const byStatus: Readonly<Record<number, Exit>> = {
  400: 'usage',
  401: 'auth',
  403: 'auth',
  404: 'notFound',
  409: 'conflict',
  422: 'usage',
  503: 'unreachable',
}

async function refused(response: Response, url: string): Promise<CliError> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const { code, detail, remedy } = problem
  if (typeof code !== 'string') return foreign(url)
  const text = sentences(...[detail, remedy].filter((part) => typeof part === 'string'))
  return new CliError(code, text, byStatus[response.status] ?? 'failure')
}
