import { type ConnectionOptions, connect, type NatsConnection, type Status } from 'nats'
import type { Log } from './events.ts'
import { closed, reasonOf } from './failure.ts'
import { backoff, pause } from './pause.ts'

/** The connection, and whether it is up. */
export interface Link {
  readonly nc: NatsConnection
  readonly inboxPrefix: string
  readonly up: boolean
  /** Calls back after every reconnection until the returned function is called. */
  onReconnect(run: () => void): () => void
}

/** Tries until a server answers, for ever; rejects with `ERR_BUS_CLOSED` when the signal aborts. */
export async function openLink(
  options: ConnectionOptions,
  log: Log,
  signal: AbortSignal,
): Promise<Link> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      return watch(await connect(options), options, log)
    } catch (error) {
      log({ kind: 'unreachable', reason: reasonOf(error) })
      await pause(backoff(attempt), signal)
    }
  }
  throw closed()
}

function watch(nc: NatsConnection, options: ConnectionOptions, log: Log): Link {
  const waiting = new Set<() => void>()
  let up = true
  const note = (status: Status) => {
    if (status.type === 'disconnect') {
      if (up) log({ kind: 'disconnected' })
      up = false
    } else if (status.type === 'reconnect') {
      up = true
      log({ kind: 'reconnected', server: status.server })
      for (const run of waiting) run()
    } else if (status.type === 'error') {
      log({ kind: 'server-error', reason: reasonOf(status.error) })
    }
  }
  void follow(nc, note).then(() => (up = false))
  log({ kind: 'connected', server: nc.getServer(), version: nc.info?.version ?? 'unknown' })
  return {
    nc,
    inboxPrefix: options.inboxPrefix ?? '_INBOX',
    get up() {
      return up
    },
    onReconnect(run) {
      waiting.add(run)
      return () => waiting.delete(run)
    },
  }
}

async function follow(nc: NatsConnection, note: (status: Status) => void): Promise<void> {
  for await (const status of nc.status()) note(status)
}
