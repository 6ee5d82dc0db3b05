import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../read-body.ts'
import type { Ca } from './ca.ts'
import { directory } from './directory.ts'
import { verifyRequest } from './jws.ts'
import { AcmeProblem, notFound } from './problem.ts'
import type { Reply } from './reply.ts'
import { routes } from './routes.ts'

const maxBodyOctets = 128 * 1024
// The least that the header can say, other than at once.
const retryAfterSeconds = '1'
const joseType = /^application\/jose\+json\s*(;|$)/i

/** One exchange. Whatever the request is, it is answered, with a problem document where that is the answer. */
export async function serve(ca: Ca, request: IncomingMessage, response: ServerResponse) {
  const path = request.url?.split('?')[0] ?? ''
  const fixed = path === '/directory' || path === '/new-nonce'
  if (fixed && (request.method === 'GET' || request.method === 'HEAD')) {
    request.resume()
    return path === '/directory' ? sendDirectory(ca, response) : sendNonce(ca, request, response)
  }
  try {
    send(ca, response, await handled(ca, request, path, fixed))
  } catch (error) {
    sendProblem(ca, response, problemOf(error))
  }
}

async function handled(ca: Ca, request: IncomingMessage, path: string, fixed: boolean) {
  const route = routes.find((each) => each.path.test(path))
  if (!route && !fixed) throw notFound('resource')
  if (!route || request.method !== 'POST') {
    const headers = { allow: fixed ? 'GET, HEAD' : 'POST' }
    throw new AcmeProblem(405, 'malformed', `${path} takes ${headers.allow}`, { headers })
  }
  if (!joseType.test(request.headers['content-type'] ?? '')) {
    throw new AcmeProblem(415, 'malformed', 'the content type is application/jose+json')
  }
  const body = await readBody(request, maxBodyOctets)
  if (!body) {
    const headers = { connection: 'close' }
    throw new AcmeProblem(413, 'malformed', `a body has ${maxBodyOctets} octets at most`, {
      headers,
    })
  }
  const url = ca.origin + request.url
  const signed = await verifyRequest(ca, url, body)
  const parameters = route.path.exec(path)?.slice(1) ?? []
  return route.handle(ca, { ...signed, url, parameters })
}

function problemOf(error: unknown): AcmeProblem {
  if (error instanceof AcmeProblem) return error
  return new AcmeProblem(500, 'serverInternal', 'the CA failed at this request')
}

function sendDirectory(ca: Ca, response: ServerResponse) {
  write(response, 200, { 'content-type': 'application/json' }, JSON.stringify(directory(ca)))
}

function sendNonce(ca: Ca, { method }: IncomingMessage, response: ServerResponse) {
  write(response, method === 'HEAD' ? 200 : 204, answerHeaders(ca), '')
}

function send(ca: Ca, response: ServerResponse, reply: Reply) {
  const { status, body, location, links = [], isUnderWay = false } = reply
  const headers = answerHeaders(ca, links)
  if (location) headers.location = location
  if (isUnderWay) headers['retry-after'] = retryAfterSeconds
  if (typeof body === 'string') headers['content-type'] = 'application/pem-certificate-chain'
  if (typeof body === 'object') headers['content-type'] = 'application/json'
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '')
  write(response, status, headers, text)
}

function sendProblem(ca: Ca, response: ServerResponse, problem: AcmeProblem) {
  const headers = {
    ...answerHeaders(ca),
    ...problem.extras.headers,
    'content-type': 'application/problem+json',
  }
  write(response, problem.status, headers, JSON.stringify(problem))
}

function answerHeaders(ca: Ca, links: Reply['links'] = []) {
  const all = [[`${ca.origin}/directory`, 'index'] as const, ...links]
  const headers: Record<string, string | string[]> = {
    'replay-nonce': ca.nonces.issue(),
    'cache-control': 'no-store',
    link: all.map(([url, relation]) => `<${url}>;rel="${relation}"`),
  }
  return headers
}

function write(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  text: string,
) {
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { ...headers, ...length })
  response.end(text)
}
