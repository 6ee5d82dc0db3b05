import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Log } from './log.ts'

/** An answer that is an error, in RFC 9457's form, with our stable code and what the caller may do. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly statusCode: number
  readonly code: string
  readonly remedy: string
  /** What the answer has beside its body. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    statusCode: number,
    code: string,
    detail: string,
    remedy: string,
    headers: HttpProblem['headers'] = {},
  ) {
    super(detail)
    this.statusCode = statusCode
    this.code = code
    this.remedy = remedy
    this.headers = headers
  }
}

/** What is not the caller's fault is logged here and told to nobody. */
export function answerProblem(error: unknown, reply: FastifyReply, log: Log): FastifyReply {
  const { statusCode: status, code, message: detail, remedy, headers } = problemOf(error)
  if (status >= 500) log.error({ err: error }, 'a request failed')
  return reply
    .code(status)
    .headers({ ...(status === 503 && { 'retry-after': '5' }), ...headers })
    .type('application/problem+json')
    .send({ type: 'about:blank', title: STATUS_CODES[status], status, code, detail, remedy })
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return refusals[status] ?? (status >= 400 && status < 500 ? odd(status, error) : unavailable)
}

/** What the listener itself refuses, before any route sees it. */
const refusals: Readonly<Record<number, HttpProblem>> = {
  400: new HttpProblem(
    400,
    'ERR_HTTP_BODY',
    'The request cannot be read: its body is not the JSON that it says, or its address is not legal.',
    'Send JSON without "__proto__" keys, with its true length.',
  ),
  413: new HttpProblem(
    413,
    'ERR_HTTP_TOO_LARGE',
    'The body is larger than 256 KiB.',
    'Send a smaller one: nothing that is asked for here needs as much.',
  ),
  415: new HttpProblem(
    415,
    'ERR_HTTP_MEDIA_TYPE',
    'The body is not declared as JSON.',
    'Send it with "Content-Type: application/json".',
  ),
}

const odd = (status: number, error: unknown) =>
  new HttpProblem(
    status,
    'ERR_HTTP_REQUEST',
    error instanceof Error ? error.message.slice(0, 500) : 'The request was refused.',
    'Change the request.',
  )

const unavailable = new HttpProblem(
  503,
  'ERR_HTTP_UNAVAILABLE',
  'The request could not be served now.',
  'Try again; if it stays, look into the log of the process.',
)
