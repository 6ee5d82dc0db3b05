import type { Delivery, Outcome, Subscribed } from '@certwire/bus'
import { durableOf, filtersOf } from '@certwire/contracts'
import type { FastifyInstance } from 'fastify'
import { backoff } from './backoff.ts'
import type { Definition, Handler, Tap } from './definition.ts'
import { deliver } from './deliver.ts'
import { every } from './every.ts'
import type { Platform } from './platform.ts'

/** How many messages of one kind a process works on at once. */
const CONCURRENCY = 32

export interface Started {
  /** Adds the service's routes. */
  readonly route: (app: FastifyInstance) => void
  /** Takes nothing new, finishes what is under way, then closes the service's collaborators. */
  close(): Promise<void>
}

/** Connects a service and seats its handlers, taps and jobs. */
export async function start<Deps>(service: Definition<Deps>, platform: Platform): Promise<Started> {
  const deps = await service.connect(platform)
  const subscribed = await Promise.all([
    ...service.handlers.flatMap((handler) => seat(service.name, handler, deps, platform)),
    ...(service.taps ?? []).map((tap) => seatTap(service.name, tap, deps, platform)),
  ])
  const stop = new AbortController()
  const jobs = (service.jobs ?? []).map((job) =>
    every(
      job.everyMs,
      (signal) => job.run(deps, signal),
      stop.signal,
      (error) =>
        platform.log.warn({ service: service.name, job: job.name, err: error }, 'a job failed'),
    ),
  )
  return {
    route: (app) => service.routes?.(app, deps),
    close: async () => {
      stop.abort()
      await Promise.all([...subscribed.map((one) => one.close()), ...jobs])
      await service.close?.(deps)
    },
  }
}

function seat<Deps>(
  name: string,
  handler: Handler<Deps>,
  deps: Deps,
  platform: Platform,
): Promise<Subscribed>[] {
  const durable = durableOf(name, handler.contract)
  return filtersOf(handler.contract).map((filter, index) =>
    platform.bus.subscribe({
      durable: index === 0 ? durable : `${durable}-tenant`,
      filter,
      concurrency: CONCURRENCY,
      deliver: (delivery, signal) => deliver(name, handler, deps, platform, delivery, signal),
    }),
  )
}

function seatTap<Deps>(name: string, tap: Tap<Deps>, deps: Deps, platform: Platform) {
  return platform.bus.subscribe({
    durable: `${name}_${tap.name}`,
    filter: tap.filter,
    concurrency: CONCURRENCY,
    deliver: (delivery, signal) => read(name, tap, deps, platform, delivery, signal),
  })
}

/** A tap only reads: trouble is tried again for as long as the stream keeps the message. */
async function read<Deps>(
  service: string,
  tap: Tap<Deps>,
  deps: Deps,
  { log, random }: Platform,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    await tap.take(delivery, deps, signal)
    return { kind: 'ack' }
  } catch (error) {
    log.warn({ service, tap: tap.name, err: error }, 'a tap failed')
    return { kind: 'nak', delayMs: backoff(delivery.attempt, random) }
  }
}
