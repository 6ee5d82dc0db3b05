import { type Config, loadConfig } from '@certwire/config'
import { orders, renewals } from '@certwire/documents'
import { createLog, type Service } from '@certwire/runtime'
import { createSealer, localKek } from '@certwire/secrets'
import { type Store, sqliteStore } from '@certwire/store'
import { type CalmBus, calmBus } from './calm-bus.ts'

/** Services in memory, and a clock for all of them that stands as long as anything is under way. */
export interface Simulated {
  readonly bus: CalmBus
  readonly store: Store
  /** Runs until nothing is under way and nothing is due. */
  settle(): Promise<void>
  /** Lets time pass until then, and settles. */
  passTo(time: number): Promise<void>
  /** When the next thing is due that is in the store; Infinity when nothing is. */
  dueAt(): Promise<number>
  close(): Promise<void>
}

interface Given {
  readonly services: readonly Service[]
  readonly time: SimulatedTime
  readonly random: () => number
  readonly adapt: (config: Config) => Config
  readonly isLost?: (packet: { readonly body: string }) => boolean
}

/** What a CA beside the services goes by as well. */
export interface SimulatedTime {
  now: number
  readonly clock: () => Date
}

export function simulatedTime(start: number): SimulatedTime {
  const time = { now: start, clock: () => new Date(time.now) }
  return time
}

const never = new AbortController().signal
const sealer = createSealer([localKek(new Uint8Array(32).fill(7))])
const log = createLog('silent')

export async function simulated(given: Given): Promise<Simulated> {
  const { services, time, random, adapt, isLost = () => false } = given
  const { clock } = time
  await using opened = new AsyncDisposableStack()
  const store = opened.adopt(await sqliteStore({ file: ':memory:' }), (one) => one.close())
  const bus = opened.adopt(calmBus(clock, isLost), (one) => one.close(AbortSignal.abort()))
  const config = adapt(await loadConfig({ env: {}, cwd: import.meta.dirname }))
  const platform = { config, bus, store, sealer, log, clock, random }
  const jobs: { run(signal: AbortSignal): Promise<void> }[] = []
  for (const service of services) {
    const started = await service.start(platform)
    opened.defer(() => started.close(AbortSignal.abort()))
    jobs.push(...started.jobs)
  }
  const dueAt = await nextDue(store)
  const settle = async () => {
    do {
      for (const job of jobs) await job.run(never)
      await bus.calm()
    } while ((await dueAt()) <= time.now)
  }
  const passTo = async (to: number) => {
    time.now = to
    await settle()
  }
  const all = opened.move()
  return { bus, store, settle, passTo, dueAt, close: () => all.disposeAsync() }
}

async function nextDue(store: Store): Promise<() => Promise<number>> {
  const [all, kept] = [await store.open(orders), await store.open(renewals)]
  return async () => {
    const [order] = await all.find('due', { limit: 1 })
    const [one] = await kept.find('due', { limit: 1 })
    const times = [order?.nextAt, one?.nextAt].map((at) => (at ? Date.parse(at) : Infinity))
    return Math.min(...times)
  }
}
