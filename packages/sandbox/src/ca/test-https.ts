import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { type Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'

export interface TestReply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON the CA sent and fails on what is not there
  readonly body: any
}

interface Sending {
  readonly body?: string | undefined
  readonly headers?: Record<string, string> | undefined
  readonly chunked?: boolean
}

/** One HTTPS exchange; a JSON body comes back parsed. */
export async function send(
  agent: Agent,
  method: string,
  url: string,
  { body, headers, chunked = false }: Sending = {},
): Promise<TestReply> {
  const outgoing = request(url, { method, agent, headers: { ...headers } })
  if (body !== undefined && !chunked) outgoing.setHeader('content-length', Buffer.byteLength(body))
  if (chunked) outgoing.setHeader('transfer-encoding', 'chunked')
  outgoing.end(body)
  const [incoming] = await once(outgoing, 'response')
  const received = await text(incoming)
  const isJson = /json/.test(incoming.headers['content-type'] ?? '')
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    body: isJson && received ? JSON.parse(received) : received,
  }
}
