import type { EventView } from '@certwire/contracts'

const HEARTBEAT_MS = 15_000

/**
 * Batches of events as text/event-stream. It begins at once, so that whoever opens it knows that it is open, and a
 * comment every 15 seconds keeps the connection and tells when it is gone.
 */
export async function* eventStream(
  batches: AsyncIterable<readonly EventView[]>,
  clock: () => Date,
): AsyncGenerator<string> {
  let last = clock().getTime()
  yield 'retry: 1000\n\n'
  for await (const batch of batches) {
    const now = clock().getTime()
    if (batch.length === 0 && now - last < HEARTBEAT_MS) continue
    last = now
    yield batch.length > 0 ? batch.map(written).join('') : ': still here\n\n'
  }
}

/** JSON has no line ends of its own, and ids and types have been checked when they were kept. */
const written = (event: EventView): string =>
  `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
