import type { Ca } from './ca.ts'
import type { SandboxCaReply } from './control.ts'
import { verifyRequest } from './jws.ts'
import type { SandboxCaOperation } from './operation.ts'
import { AcmeProblem, notFound } from './problem.ts'
import type { Asking, Reply } from './reply.ts'
import { retryAfterHeader } from './retry-after.ts'
import { openRoutes, routes } from './routes.ts'

/** A request as it came. */
export interface Incoming extends Asking {
  readonly method: string
  /** Without its query. */
  readonly path: string
  readonly url: string
  readonly contentType: string
  /** Nothing of one that is too large. */
  readonly body: Buffer | undefined
}

export interface Answer {
  readonly reply: SandboxCaReply
  readonly problem?: AcmeProblem
}

export const maxBodyOctets = 128 * 1024
const places = [...routes, ...openRoutes]
const joseType = /^application\/jose\+json\s*(;|$)/i

export function operationOf(path: string): SandboxCaOperation {
  return places.find((each) => each.path.test(path))?.operation ?? 'unknown'
}

/** Does what is asked. Whatever the request is, it is answered, with a problem document where that is the answer. */
export async function answer(
  ca: Ca,
  operation: SandboxCaOperation,
  incoming: Incoming,
): Promise<Answer> {
  const close = incoming.body ? {} : { connection: 'close' }
  try {
    ca.limiter.request(operation, incoming)
    const reply = await handled(ca, incoming)
    return { reply: onWire(ca, operation, reply, close) }
  } catch (error) {
    const problem = problemOf(error)
    return {
      reply: onWire(ca, operation, replyOf(problem), { ...problem.extras.headers, ...close }),
      problem,
    }
  }
}

async function handled(ca: Ca, incoming: Incoming): Promise<Reply> {
  const { method, path, contentType, body, url } = incoming
  const open = openRoutes.find((each) => each.path.test(path))
  if (open && (method === 'GET' || method === 'HEAD')) {
    return open.handle(ca, method, open.path.exec(path)?.[1] ?? '')
  }
  const route = routes.find((each) => each.path.test(path))
  if (!route && !open) throw notFound('resource')
  if (!route || method !== 'POST') {
    const headers = { allow: open ? 'GET, HEAD' : 'POST' }
    throw new AcmeProblem(405, 'malformed', `${path} takes ${headers.allow}`, { headers })
  }
  if (!joseType.test(contentType)) {
    throw new AcmeProblem(415, 'malformed', 'the content type is application/jose+json')
  }
  if (!body) throw new AcmeProblem(413, 'malformed', `a body has ${maxBodyOctets} octets at most`)
  const signed = await verifyRequest(ca, url, body)
  const parameters = route.path.exec(path)?.slice(1) ?? []
  const { address, tooEarly } = incoming
  return await route.handle(ca, { ...signed, url, parameters, address, tooEarly })
}

function problemOf(error: unknown): AcmeProblem {
  if (error instanceof AcmeProblem) return error
  return new AcmeProblem(500, 'serverInternal', 'the CA failed at this request')
}

function replyOf(problem: AcmeProblem): Reply {
  const { links = [], retryAfterSeconds } = problem.extras
  return { status: problem.status, body: problem, links, retryAfterSeconds }
}

function onWire(
  ca: Ca,
  operation: SandboxCaOperation,
  reply: Reply,
  more: Readonly<Record<string, string>>,
): SandboxCaReply {
  const { status, body, location, links = [], retryAfterSeconds, isOpen = false } = reply
  const headers: Record<string, string | string[]> = isOpen ? {} : answerHeaders(ca, links)
  if (location) headers.location = location
  const form = ca.behaviour.retryAfter.get(operation)
  if (retryAfterSeconds !== undefined) {
    const retryAfter = retryAfterHeader(form === undefined ? retryAfterSeconds : form, ca.clock())
    if (retryAfter !== undefined) headers['retry-after'] = retryAfter
  }
  if (body !== undefined) headers['content-type'] = contentTypeOf(body)
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '')
  return { status, headers: { ...headers, ...more }, body: text }
}

function contentTypeOf(body: object | string): string {
  if (typeof body === 'string') return 'application/pem-certificate-chain'
  return body instanceof AcmeProblem ? 'application/problem+json' : 'application/json'
}

function answerHeaders(ca: Ca, links: NonNullable<Reply['links']>) {
  const all = [[`${ca.origin}/directory`, 'index'] as const, ...links]
  return {
    'replay-nonce': ca.nonces.issue(),
    'cache-control': 'no-store',
    link: all.map(([url, relation]) => `<${url}>;rel="${relation}"`),
  }
}
