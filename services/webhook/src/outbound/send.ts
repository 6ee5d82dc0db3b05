import { retryAfter } from '@certwire/http'
import { type Agent, request } from 'undici'
import { signedHeaders } from '../standard-webhooks.ts'
import type { DeliveryDocument } from './delivery-documents.ts'
import type { Subscriber } from './subscribers.ts'

/** Everything, from the name to the end of the answer. */
const WITHIN_MS = 15_000
const MOST_OF_ANSWER = 16_384
const SLOW_DOWN_MS = 60_000
const SLOW_DOWN: ReadonlySet<number> = new Set([429, 502, 504])

/** `gone`: it wants nothing any more. `slowUntil`: it wants less, of everything. */
export type Sent =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly problem: string; readonly slowUntil?: Date }

/** One attempt. Redirects are not followed, and of the answer only the status and `Retry-After` count. */
export async function send(
  { url, secrets }: Pick<Subscriber, 'url' | 'secrets'>,
  { _id: id, body }: Pick<DeliveryDocument, '_id' | 'body'>,
  { agent, clock }: { readonly agent: Agent; readonly clock: () => Date },
  signal: AbortSignal,
): Promise<Sent> {
  const keys = secrets.map((secret) => secret.reveal())
  const limit = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)])
  try {
    const answer = await request(url, {
      ...{ method: 'POST', body, dispatcher: agent, signal: limit },
      headers: {
        ...{ 'content-type': 'application/json', 'user-agent': 'certwire' },
        ...signedHeaders(id, body, keys, clock()),
      },
    })
    await answer.body.dump({ limit: MOST_OF_ANSWER, signal: limit }).catch(() => undefined)
    return judged(answer.statusCode, [answer.headers['retry-after']].flat()[0], clock())
  } catch (error) {
    signal.throwIfAborted()
    return { kind: 'refused', problem: limit.aborted ? 'It did not answer in time.' : said(error) }
  }
}

function judged(status: number, after: string | undefined, now: Date): Sent {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'gone' }
  const problem = `It answered with HTTP ${status}.`
  const asked = retryAfter(after, now)
  if (asked === undefined && !SLOW_DOWN.has(status)) return { kind: 'refused', problem }
  const slowUntil = asked ?? new Date(now.getTime() + SLOW_DOWN_MS)
  return { kind: 'refused', problem, slowUntil }
}

/** By its code alone, for other messages may quote the URL, which may hold a secret. */
function said(error: unknown): string {
  if (!(error instanceof Error)) return 'It could not be reached.'
  const code = 'code' in error ? String(error.code) : error.name
  return code === 'ERR_WEBHOOK_PRIVATE' ? error.message : `It could not be reached (${code}).`
}
