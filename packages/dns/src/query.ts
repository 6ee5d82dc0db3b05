import { randomInt } from 'node:crypto'
import { withDeadline } from './deadline.ts'
import { type Answer, encodeQuery, parseAnswer, type Question } from './message.ts'
import { printable } from './printable.ts'
import { DnsQueryError } from './query-error.ts'
import type { ServerAddress } from './server-address.ts'
import { askTcp } from './tcp.ts'
import { askUdp } from './udp.ts'

interface QueryOptions {
  /** RD: set for a recursive, clear for an authoritative server. */
  readonly recursionDesired: boolean
  /** For each transport by itself. */
  readonly timeoutMs: number
}

/**
 * Asks one server one question: over UDP with EDNS, and over TCP when that answer is truncated. The answer has our id
 * and our question. Rejects with a `DnsQueryError` (timeout, unreachable, malformed) or with the signal's reason; an
 * rcode is an answer and no error.
 */
export type Query = (
  server: ServerAddress,
  question: Question,
  options: QueryOptions,
  signal: AbortSignal,
) => Promise<Answer>

export const query: Query = async (server, question, { recursionDesired, timeoutMs }, signal) => {
  const request = encodeQuery(question, { id: randomInt(0x10000), recursionDesired })
  const read = (message: Buffer) => parseAnswer(request, message)
  const overUdp = await attempt(timeoutMs, signal, (both) => askUdp(server, request, read, both))
  if (!overUdp.truncated) return overUdp
  const whole = await attempt(timeoutMs, signal, (both) => askTcp(server, request, both))
  const overTcp = read(whole)
  if (!overTcp || overTcp.truncated)
    throw new DnsQueryError('ERR_DNS_MALFORMED', 'malformed answer')
  return overTcp
}

async function attempt<T>(
  timeoutMs: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = () =>
    new DnsQueryError(
      'ERR_DNS_TIMEOUT',
      `no answer within ${Number((timeoutMs / 1000).toFixed(3))} s`,
    )
  try {
    return await withDeadline(timeoutMs, late, signal, ask)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof DnsQueryError) throw error
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const message = `unreachable (${printable(reason, 80)})`
    throw new DnsQueryError('ERR_DNS_UNREACHABLE', message, { cause: error })
  }
}
