import type { natsBus } from '@certwire/bus'
import type { Log } from '@certwire/runtime'

type NatsLog = NonNullable<Parameters<typeof natsBus>[0]['log']>

/** What an operator has to look at, unless it passes. */
const TROUBLE = new Set<Parameters<NatsLog>[0]['kind']>([
  ...(['disconnected', 'unreachable', 'server-error', 'stream-differs'] as const),
  ...(['subscription-waits', 'consumer-stuck'] as const),
])

/** What the bus notices, as lines of the log. */
export const natsLog =
  (log: Log): NatsLog =>
  (event) => {
    const write = TROUBLE.has(event.kind) ? log.warn : log.info
    write.call(log, { nats: event }, `nats: ${event.kind}`)
  }
