import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SandboxCaReply, SandboxCaScript } from '../control.ts'
import { urn } from '../problem.ts'
import { send } from '../send.ts'

interface ProblemOptions {
  /** The header as it is. */
  readonly retryAfter?: string
  readonly subproblems?: readonly object[]
  readonly algorithms?: readonly string[]
  readonly instance?: string
  readonly link?: string
}

/** A refusal of any type, the CA's own ones or another, for something that the CA has not even looked at. */
export function problem(
  status: number,
  type: string,
  detail: string,
  { retryAfter, link, ...members }: ProblemOptions = {},
): SandboxCaScript {
  const headers = {
    'content-type': 'application/problem+json',
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    ...(link !== undefined && { link }),
  }
  return answer(status, headers, JSON.stringify({ type: urn(type), detail, status, ...members }))
}

/** Anything. */
export function answer(
  status: number,
  headers: SandboxCaReply['headers'],
  body: string,
): SandboxCaScript {
  return (response) => send(response, { status, headers, body })
}

/** What a proxy says in front of a CA that is not there. */
export function htmlError(status = 502): SandboxCaScript {
  const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`
  return answer(status, { 'content-type': 'text/html' }, page)
}

export function redirect(url: string, status = 302): SandboxCaScript {
  return answer(status, { location: url }, '')
}

/** Nothing is done, and the connection is cut. */
export const hangUp = (response: ServerResponse): void => {
  response.destroy()
}

/** It is done, and the connection is cut. */
export const lostReply: SandboxCaScript = async (response, _, reply) => {
  await reply()
  response.destroy()
}

/** Nothing is done, and nothing is said for as long as the client waits. */
export const silence = (_: ServerResponse, request: IncomingMessage): void => {
  request.resume()
}

/** It is done, and the reply is altered. The body is the parsed JSON, or the text of a chain; undefined leaves it. */
export function altered(
  // biome-ignore lint/suspicious/noExplicitAny: a test takes apart whatever JSON the CA would have sent
  body: (body: any) => unknown,
  headers: (headers: SandboxCaReply['headers']) => SandboxCaReply['headers'] = (same) => same,
): SandboxCaScript {
  return async (response, _, reply) => {
    const honest = await reply()
    const changed = honest.body === '' ? undefined : body(parsed(honest.body))
    send(response, {
      status: honest.status,
      headers: headers(honest.headers),
      body: changed === undefined ? honest.body : written(changed),
    })
  }
}

function written(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** JSON as what it says, a chain in PEM as text. */
function parsed(body: string): unknown {
  return body.startsWith('{') ? JSON.parse(body) : body
}
