import type { Msg } from 'nats'
import type { Delivery, Outcome } from '../bus.ts'

/** A delivery with its way back to the server. */
export interface Incoming {
  readonly delivery: Delivery
  settle(outcome: Outcome): void
  /** Starts the ack wait anew. */
  working(): void
}

export function incoming(msg: Msg): Incoming {
  const publishedId = msg.headers?.get('Nats-Msg-Id')
  return {
    delivery: {
      subject: msg.subject,
      body: msg.string(),
      headers: headersOf(msg),
      ...origin(msg.reply ?? ''),
      ...(publishedId && { publishedId }),
    },
    settle: (outcome) => void msg.respond(answer(outcome)),
    working: () => stillWorking(msg),
  }
}

export function stillWorking(msg: Msg): void {
  msg.respond('+WPI')
}

export function handBack(msg: Msg): void {
  msg.respond('-NAK')
}

/**
 * The server asks to be answered at `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<…>.<timestamp>.<…>`; newer
 * ones may put a domain and an account before the stream. The time in nanoseconds keeps the id apart from that of a
 * message which had the same sequence in a store that was lost.
 */
export function origin(reply: string): Pick<Delivery, 'storedId' | 'attempt'> {
  const tokens = reply.split('.')
  const [stream, , deliveries, sequence, , timestamp] = tokens.slice(tokens.length > 9 ? 4 : 2)
  return { storedId: `${stream}-${timestamp}-${sequence}`, attempt: Number(deliveries) }
}

function headersOf({ headers }: Msg): Record<string, string> {
  const record: Record<string, string> = {}
  if (!headers) return record
  for (const [name, values] of headers) {
    if (!name.startsWith('Nats-')) record[name] = values[0] ?? ''
  }
  return record
}

function answer(outcome: Outcome): string {
  if (outcome.kind === 'ack') return '+ACK'
  // With a reason after it, a server before 2.10.4 does not know the word and delivers again.
  if (outcome.kind === 'term') return '+TERM'
  const delay = Math.round(outcome.delayMs) * 1_000_000
  return delay > 0 ? `-NAK {"delay":${delay}}` : '-NAK'
}
