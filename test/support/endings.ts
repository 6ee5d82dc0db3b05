import type { OrderId } from '@certwire/contracts'

const LAST = ['cert.issued', 'cert.failed', 'order.cancelled']

/** Who waits for an order without asking again and again: one stream of events for all. */
export interface Endings {
  /** Resolves with the type of the order's last event. */
  of(orderId: OrderId): Promise<string>
  close(): void
}

/** Reads the server-sent events of a Certwire. */
export async function followEndings(url: string, token: string): Promise<Endings> {
  const gone = new AbortController()
  const endings = new Map<string, PromiseWithResolvers<string>>()
  const ending = (orderId: string) => {
    const known = endings.get(orderId) ?? Promise.withResolvers<string>()
    endings.set(orderId, known)
    return known
  }
  const response = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal: gone.signal,
  })
  const read = async () => {
    let rest = ''
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('data: ')) continue
        const { type, orderId } = JSON.parse(line.slice(6)) as { type: string; orderId: string }
        if (LAST.includes(type)) ending(orderId).resolve(type)
      }
    }
  }
  read().catch((error) => gone.signal.aborted || Promise.reject(error))
  return { of: (orderId) => ending(orderId).promise, close: () => gone.abort() }
}
