import type { FastifyReply } from 'fastify'
import type { Log } from './log.ts'

/** An answer that is an error, in RFC 9457's form, with our stable code. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly statusCode: number
  readonly code: string
  readonly remedy: string | undefined

  constructor(statusCode: number, code: string, detail: string, remedy?: string) {
    super(detail)
    this.statusCode = statusCode
    this.code = code
    this.remedy = remedy
  }
}

/** What is not the caller's fault is logged here and told to nobody. */
export function answerProblem(error: unknown, reply: FastifyReply, log: Log): FastifyReply {
  const { status, code, detail, remedy } = describe(error)
  if (status >= 500) log.error({ err: error }, 'a request failed')
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, code, detail, ...(remedy !== undefined && { remedy }) })
}

function describe(error: unknown) {
  if (error instanceof HttpProblem)
    return {
      status: error.statusCode,
      code: error.code,
      detail: error.message,
      remedy: error.remedy,
    }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500 && error instanceof Error)
    return {
      status,
      code: 'ERR_HTTP_REQUEST',
      detail: error.message.slice(0, 500),
      remedy: undefined,
    }
  return {
    status: 503,
    code: 'ERR_HTTP_UNAVAILABLE',
    detail: 'The request could not be served now.',
    remedy: 'Try again; if it stays, look into the log of the process.',
  }
}
