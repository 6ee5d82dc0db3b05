import { boundedBody } from './bounded-body.ts'
import { MEDIA_TYPE, type Post } from './post.ts'
import { printable } from './printable.ts'
import { DnsQueryError } from './query-error.ts'

/** RFC 8484 §6: no message is longer. */
const LARGEST_MESSAGE = 65_535

/** Posts one message and resolves with the one that answers it (RFC 8484 §4.1). */
export async function askHttps(
  url: URL,
  request: Buffer,
  post: Post,
  signal: AbortSignal,
): Promise<Buffer> {
  const response = await post(url, request, signal)
  const problem = problemOf(response)
  if (problem) {
    await response.body?.cancel()
    throw problem
  }
  const { bytes, isCut } = await boundedBody(response, LARGEST_MESSAGE)
  if (isCut) throw malformed('answered with more than 64 KiB')
  return bytes
}

/** RFC 8484 §4.2.1: only a success carries an answer; what DNS has to say stands in that. */
function problemOf({ ok, status, headers }: Response): DnsQueryError | undefined {
  if (!ok) {
    const advice = status >= 300 && status < 400 ? ', and redirects are not followed' : ''
    return new DnsQueryError('ERR_DNS_UNREACHABLE', `HTTP ${status}${advice}`)
  }
  const type = headers.get('content-type') ?? 'nothing named'
  if (type.split(';')[0]?.trim().toLowerCase() === MEDIA_TYPE) return undefined
  return malformed(`answered with ${printable(type, 80)} instead of ${MEDIA_TYPE}`)
}

const malformed = (message: string) => new DnsQueryError('ERR_DNS_MALFORMED', message)
