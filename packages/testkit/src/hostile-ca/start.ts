import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { localhost } from './localhost.ts'
import { type Asked, answers } from './well-behaved.ts'

type Misbehaviour = (asked: Asked, response: ServerResponse) => boolean | undefined

export interface HostileCa {
  readonly directory: string
  /** To trust its HTTPS. */
  readonly tlsCa: string
  /** Everything that was asked, in its order. */
  readonly asked: readonly Asked[]
  /** The paths that were asked with this method. */
  paths(method: string): string[]
  /** Answers before the CA would; true if it has. Undefined takes it back. */
  misbehave(how?: Misbehaviour): void
  close(): Promise<void>
}

/** An ACME server over HTTPS that checks nothing, so that a test can make it answer whatever it wants. */
export async function startHostileCa(): Promise<HostileCa> {
  const asked: Asked[] = []
  let how: Misbehaviour | undefined
  const server = createServer({ cert: localhost.certificate, key: localhost.key })
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = readAsked(
      request.method ?? '',
      request.url ?? '',
      Buffer.concat(chunks),
      request.headers,
    )
    asked.push(one)
    response.setHeader('replay-nonce', randomBytes(16).toString('base64url'))
    if (how?.(one, response)) return
    answers(one, base, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `https://localhost:${(server.address() as AddressInfo).port}`
  return {
    ...{ directory: `${base}/directory`, tlsCa: localhost.certificate, asked },
    paths: (method) => asked.filter((one) => one.method === method).map(({ path }) => path),
    misbehave: (misbehaviour) => {
      how = misbehaviour
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function readAsked(method: string, path: string, body: Buffer, headers: Asked['headers']): Asked {
  if (body.length === 0) return { method, path, headers }
  const jws = JSON.parse(body.toString())
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString() || 'null')
  return { method, path, headers, protected: decoded(jws.protected), payload: decoded(jws.payload) }
}
