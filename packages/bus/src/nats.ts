import { type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { Bus, StreamDefinition, Subscribed } from './bus.ts'
import { BusError } from './bus-error.ts'
import type { Log } from './nats/events.ts'
import { closed, isPassing, reasonOf, refused } from './nats/failure.ts'
import { type Link, openLink } from './nats/link.ts'
import { persist } from './nats/persist.ts'
import { publish } from './nats/publish.ts'
import { connectionOptions, type NatsCredentials } from './nats/settings.ts'
import { type Streams, streams } from './nats/streams.ts'
import { subscribe } from './nats/subscribe.ts'
import { within } from './nats/within.ts'
import { checkSubject } from './subject.ts'

export interface NatsBusOptions {
  /** `nats://` or `tls://`, with user and password or token if need be; several with commas between them. */
  readonly url: string
  /** Names the connection, and its inboxes: one token. */
  readonly name: string
  readonly streams: readonly StreamDefinition[]
  readonly credentials?: NatsCredentials
  /** Of a stream that is created; one that is there keeps what it has. 1 if not given. */
  readonly replicas?: number
  readonly log?: Log
  /** Ends the wait for a server that does not come; has no effect after that. */
  readonly signal?: AbortSignal
  readonly timing?: Partial<Timing>
}

export interface Timing {
  /** After this long without a word from us the server gives a message to somebody else. */
  readonly ackWaitMs: number
  /** How often a subscription that gets nothing makes sure that there is nothing. */
  readonly watchdogMs: number
  /** How long an attempt to publish waits for its answer, and how long all attempts may take. */
  readonly publishAttemptMs: number
  readonly publishTotalMs: number
  /** How often the server is pinged. Two in a row without an answer end the connection, whatever the network says. */
  readonly pingMs: number
}

const defaults: Timing = {
  ackWaitMs: 30_000,
  watchdogMs: 60_000,
  publishAttemptMs: 5000,
  publishTotalMs: 10_000,
  pingMs: 10_000,
}

/** Resolves when a server has answered and the streams are there, however long that takes. */
export async function natsBus(options: NatsBusOptions): Promise<Bus> {
  checkSubject(options.name)
  const { log = () => {}, replicas = 1, signal = new AbortController().signal } = options
  const timing = { ...defaults, ...options.timing }
  const login = connectionOptions(options.url, options.name, options.credentials)
  const link = await openLink({ ...login, pingInterval: timing.pingMs }, log, signal)
  const jsm = await jetstreamManager(link.nc, { checkAPI: false, timeout: 5000 })
  const known = streams(jsm, options.streams, replicas, log)
  try {
    await Promise.all(options.streams.map((stream) => settle(stream, known, link, signal, log)))
  } catch (error) {
    await link.nc.close()
    throw error
  }
  return bus(link, jsm, known, timing, log)
}

async function settle(
  stream: StreamDefinition,
  known: Streams,
  link: Link,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  await persist(
    () => known.ensure(stream),
    link,
    signal,
    (error) => {
      if (!isPassing(error)) throw refused(`the stream ${stream.name}`, error)
      log({ kind: 'unreachable', reason: reasonOf(error) })
    },
  )
}

function bus(link: Link, jsm: JetStreamManager, known: Streams, timing: Timing, log: Log): Bus {
  const js = jetstream(link.nc, { timeout: timing.publishAttemptMs })
  const patience = { attemptMs: timing.publishAttemptMs, totalMs: timing.publishTotalMs }
  const closing = new AbortController()
  const ended = new AbortController()
  const open = new Set<Subscribed>()
  const context = { link, jsm, streams: known, log, ...timing, signal: closing.signal }

  // What still runs may publish, so the connection outlives every subscription.
  const close = async (giveUp?: AbortSignal) => {
    closing.abort()
    await Promise.all([...open].map((one) => one.close(giveUp)))
    ended.abort()
    if (link.up) await within(1000, link.nc.flush()).catch(() => {})
    await link.nc.close()
  }
  let done: Promise<void> | undefined

  return {
    publish: (packets) =>
      publish(packets, { link, js, streams: known, patience, signal: ended.signal }),
    async subscribe(subscription) {
      if (closing.signal.aborted) throw closed()
      const subscribed = await subscribe(subscription, context)
      open.add(subscribed)
      return {
        async close(giveUp) {
          await subscribed.close(giveUp)
          open.delete(subscribed)
        },
      }
    },
    async ready() {
      if (closing.signal.aborted) throw closed()
      await answering(link)
    },
    close(giveUp) {
      done ??= close(giveUp)
      return done
    },
  }
}

const readyMs = 2000

async function answering(link: Link): Promise<void> {
  const unavailable = (why: string, cause?: unknown) =>
    new BusError('ERR_BUS_UNAVAILABLE', why, { cause })
  if (!link.up) throw unavailable(`there is no connection to ${link.nc.getServer() || 'NATS'}`)
  if (!link.nc.info?.jetstream)
    throw unavailable('the server runs without JetStream: start it with -js')
  try {
    await within(readyMs, link.nc.flush())
  } catch (cause) {
    throw unavailable('the server does not answer', cause)
  }
}
