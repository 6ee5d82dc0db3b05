import type { Outcome, Subscribed, Subscription } from '@certwire/bus'
import { durableOf, filtersOf } from '@certwire/contracts'
import type { FastifyInstance } from 'fastify'
import { backoff } from './backoff.ts'
import type { Definition, Handler, Tap } from './definition.ts'
import { deliver, HAND_BACK } from './deliver.ts'
import { every } from './every.ts'
import type { Platform } from './platform.ts'
import { unlessAborted } from './unless-aborted.ts'

/** How many messages a tap reads at once. */
const TAP_AT_ONCE = 32

/** A job with what it needs. */
interface RunningJob {
  readonly name: string
  readonly everyMs: number
  run(signal: AbortSignal): Promise<void>
}

export interface Started {
  /** Adds the service's routes. */
  readonly route: (app: FastifyInstance) => void
  /** Adds those that strangers may call, where it has any. */
  readonly publicRoute?: (app: FastifyInstance) => void
  /** What `begin` begins, for whoever has a clock of his own. */
  readonly jobs: readonly RunningJob[]
  /** Begins its jobs. What they say may be lost on who is not seated yet, so everybody is by then. */
  begin(): void
  /** Takes nothing new, lets what is under way end until `giveUp`, then closes the service's collaborators. */
  close(giveUp: AbortSignal): Promise<void>
}

/** Connects a service and seats its handlers and taps. If one of them fails, nothing of it is left behind. */
export async function start<Deps>(service: Definition<Deps>, process: Platform): Promise<Started> {
  const log = process.log.child({ service: service.name })
  const platform = { ...process, log }
  const deps = await service.connect(platform)
  const seated = await Promise.allSettled(
    seats(service, deps, platform).map((seat) => platform.bus.subscribe(seat)),
  )
  const subscribed = seated.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
  const failed = seated.find((one) => one.status === 'rejected')
  if (failed) {
    await leave(subscribed, [], AbortSignal.abort())
    await service.close?.(deps)
    throw failed.reason
  }
  const stop = new AbortController()
  const jobs = (service.jobs ?? []).map(({ run, ...job }) => ({
    ...job,
    run: (signal: AbortSignal) => run(deps, signal),
  }))
  let running: Promise<void>[] = []
  const { publicRoutes } = service
  return {
    jobs,
    route: (app) => service.routes?.(app, deps),
    ...(publicRoutes && { publicRoute: (app: FastifyInstance) => publicRoutes(app, deps) }),
    begin: () => {
      running = jobs.map(({ name, everyMs, run }) =>
        every(everyMs, run, stop.signal, (err) => log.warn({ job: name, err }, 'a job failed')),
      )
    },
    close: async (giveUp) => {
      stop.abort()
      await leave(subscribed, running, giveUp)
      await service.close?.(deps)
    },
  }
}

async function leave(
  subscribed: readonly Subscribed[],
  jobs: readonly Promise<void>[],
  giveUp: AbortSignal,
): Promise<void> {
  await Promise.all([
    ...subscribed.map((one) => one.close(giveUp)),
    unlessAborted(Promise.all(jobs), giveUp, undefined),
  ])
}

const seats = <Deps>(
  { name, handlers, taps = [] }: Definition<Deps>,
  deps: Deps,
  platform: Platform,
): Subscription[] => [
  ...handlers.flatMap((handler) => handlerSeats(name, handler, deps, platform)),
  ...taps.map((tap) => tapSeat(name, tap, deps, platform)),
]

function handlerSeats<Deps>(
  name: string,
  handler: Handler<Deps>,
  deps: Deps,
  platform: Platform,
): Subscription[] {
  const durable = durableOf(name, handler.contract)
  return filtersOf(handler.contract).map((filter, index) => ({
    durable: index === 0 ? durable : `${durable}-tenant`,
    filter,
    concurrency: handler.atOnce,
    deliver: (delivery, signal) => deliver(name, handler, deps, platform, delivery, signal),
  }))
}

/** A tap only reads: trouble is tried again for as long as the stream keeps the message. */
function tapSeat<Deps>(
  name: string,
  tap: Tap<Deps>,
  deps: Deps,
  { log, random }: Platform,
): Subscription {
  const take: Subscription['deliver'] = async (delivery, signal): Promise<Outcome> => {
    try {
      await tap.take(delivery, deps, signal)
      return { kind: 'ack' }
    } catch (err) {
      if (signal.aborted) return HAND_BACK
      log.warn({ tap: tap.name, err }, 'a tap failed')
      return { kind: 'nak', delayMs: backoff(delivery.attempt, random) }
    }
  }
  return {
    durable: `${name}_${tap.name}`,
    filter: tap.filter,
    concurrency: TAP_AT_ONCE,
    deliver: (delivery, signal) => unlessAborted(take(delivery, signal), signal, HAND_BACK),
  }
}
