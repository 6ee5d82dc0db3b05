import { randomInt } from 'node:crypto'
import { withDeadline } from './deadline.ts'
import { askHttps } from './https.ts'
import { type Answer, encodeQuery, parseAnswer, type Question } from './message.ts'
import { type Post, postOverHttp2 } from './post.ts'
import { printable } from './printable.ts'
import { DnsQueryError } from './query-error.ts'
import type { Resolver } from './resolver.ts'
import type { ServerAddress } from './server-address.ts'
import { askTcp } from './tcp.ts'
import { askUdp } from './udp.ts'

interface QueryOptions {
  /** RD: set for a recursive, clear for an authoritative server. */
  readonly recursionDesired: boolean
  /** CD: a resolver shall answer with what it holds for forged as well (RFC 4035 §3.2.2). */
  readonly checkingDisabled?: boolean
  /** For each transport by itself. */
  readonly timeoutMs: number
}

/**
 * Asks one server one question: over UDP with EDNS, and over TCP when that answer is truncated; by a URL, over HTTPS.
 * The answer has our id and our question. Rejects with a `DnsQueryError` (timeout, unreachable, malformed) or with the
 * signal's reason; an rcode is an answer and no error.
 */
export type Query = (
  server: Resolver,
  question: Question,
  options: QueryOptions,
  signal: AbortSignal,
) => Promise<Answer>

/** A datagram may be lost: of a thousand questions at 10 % loss one is left without an answer, with one repetition 7. */
const AGAIN_MS = [400, 1200]

/** The same with another way to post. */
export const queryWith =
  (post: Post): Query =>
  async (server, question, { timeoutMs, ...flags }, signal) => {
    // RFC 8484 §4.1: always the same, for caches; the connection tells whose answer it is.
    const id = server instanceof URL ? 0 : randomInt(0x10000)
    const request = encodeQuery(question, { id, ...flags })
    const within = attempts(timeoutMs, signal)
    if (!(server instanceof URL)) return overUdpOrTcp(server, request, within)
    return whole(request, await within('', (both) => askHttps(server, request, post, both)))
  }

export const query: Query = queryWith(postOverHttp2())

async function overUdpOrTcp(server: ServerAddress, request: Buffer, within: Attempt) {
  const read = (message: Buffer) => parseAnswer(request, message)
  const answer = await within('', (both) => askUdp(server, request, read, both, AGAIN_MS))
  if (!answer.truncated) return answer
  return whole(request, await within(' over TCP', (both) => askTcp(server, request, both)))
}

/** What came over a stream has one answer, and all of it. */
function whole(request: Buffer, message: Buffer): Answer {
  const answer = parseAnswer(request, message)
  if (answer && !answer.truncated) return answer
  throw new DnsQueryError('ERR_DNS_MALFORMED', 'malformed answer')
}

type Attempt = <T>(how: string, ask: (signal: AbortSignal) => Promise<T>) => Promise<T>

/** One transport after another; `how` says in an error which of them. */
export const attempts =
  (timeoutMs: number, signal: AbortSignal): Attempt =>
  async (how, ask) => {
    const limit = `${Number((timeoutMs / 1000).toFixed(3))} s`
    const late = () => new DnsQueryError('ERR_DNS_TIMEOUT', `no answer${how} within ${limit}`)
    try {
      return await withDeadline(timeoutMs, late, signal, ask)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof DnsQueryError) throw error
      const message = `unreachable${how} (${printable(reasonOf(error), 80)})`
      throw new DnsQueryError('ERR_DNS_UNREACHABLE', message, { cause: error })
    }
  }

/** `fetch failed` says nothing; its cause has the system's code. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(inner instanceof Error)) return String(inner)
  return 'code' in inner ? String(inner.code) : inner.message
}
