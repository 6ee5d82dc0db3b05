import type { JetStreamClient } from '@nats-io/jetstream'
import { headers } from 'nats'
import type { Packet } from '../bus.ts'
import { BusError } from '../bus-error.ts'
import { checkPacket, defaultMaxPayload } from '../packet.ts'
import { closed, isClosed, isNoResponders, isPassing, reasonOf, refused } from './failure.ts'
import type { Link } from './link.ts'
import { backoff, pause } from './pause.ts'
import type { Streams } from './streams.ts'

export interface Patience {
  /** How long one attempt waits for the server's answer. */
  readonly attemptMs: number
  /** How long all attempts for a packet may take together. */
  readonly totalMs: number
}

interface Publishing {
  readonly link: Link
  readonly js: JetStreamClient
  readonly streams: Streams
  readonly patience: Patience
  /** Aborts when the bus is closed. */
  readonly signal: AbortSignal
}

/** All packets at once, each until the server has it. Nothing goes out if one of them is illegal. */
export async function publish(packets: readonly Packet[], context: Publishing): Promise<void> {
  if (context.signal.aborted) throw closed()
  const maxPayload = context.link.nc.info?.max_payload ?? defaultMaxPayload
  for (const packet of packets) {
    checkPacket(packet, maxPayload)
    context.streams.find(packet.subject)
  }
  const deadline = performance.now() + context.patience.totalMs
  const results = await Promise.allSettled(packets.map((one) => publishOne(one, deadline, context)))
  const failed = results.filter((result) => result.status === 'rejected')
  if (failed[0]) throw failed[0].reason
}

async function publishOne(packet: Packet, deadline: number, context: Publishing): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (!context.link.up) await reconnected(deadline, context)
      return await send(packet, deadline, context)
    } catch (error) {
      await digest(error, packet, context)
      if (deadline - performance.now() <= backoff(attempt)) throw unavailable(packet, error)
    }
    await pause(backoff(attempt), context.signal)
  }
}

/** Throws what will not pass by waiting, and mends what can be mended. */
async function digest(error: unknown, packet: Packet, context: Publishing): Promise<void> {
  const { streams, signal } = context
  if (signal.aborted || isClosed(error)) throw closed()
  if (error instanceof Interrupted) return
  if (!isPassing(error)) throw refused(`the packet for ${packet.subject}`, error)
  if (!isNoResponders(error)) return
  try {
    await streams.ensure(streams.find(packet.subject))
  } catch (cause) {
    if (!isPassing(cause)) throw refused(`the stream for ${packet.subject}`, cause)
  }
}

/** The connection came back, so an answer to what was sent before will never come: time to send it again. */
class Interrupted extends Error {}

async function send(packet: Packet, deadline: number, context: Publishing): Promise<void> {
  const { link, js, patience } = context
  const timeout = Math.min(patience.attemptMs, deadline - performance.now())
  const lost = Promise.withResolvers<never>()
  const off = link.onReconnect(() => lost.reject(new Interrupted('the connection was interrupted')))
  const answer = js.publish(packet.subject, packet.body, {
    msgID: packet.id,
    timeout: Math.max(1, timeout),
    ...(packet.headers && { headers: natsHeaders(packet.headers) }),
  })
  answer.catch(() => {})
  try {
    await Promise.race([answer, lost.promise])
  } finally {
    off()
  }
}

function natsHeaders(record: Readonly<Record<string, string>>) {
  const all = headers()
  for (const name in record) all.set(name, record[name] ?? '')
  return all
}

async function reconnected(deadline: number, { link, signal }: Publishing): Promise<void> {
  const back = Promise.withResolvers<void>()
  const fail = () => back.reject(new Interrupted('there is no connection'))
  const off = link.onReconnect(back.resolve)
  const timer = setTimeout(fail, deadline - performance.now())
  signal.addEventListener('abort', fail)
  try {
    await back.promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', fail)
    off()
  }
}

function unavailable({ subject }: Packet, cause: unknown): BusError {
  return new BusError(
    'ERR_BUS_UNAVAILABLE',
    `no server confirmed the packet for ${subject} in time (${reasonOf(cause)}); it may be stored all the same`,
    { cause },
  )
}
