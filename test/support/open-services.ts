import { type Bus, memoryBus } from '@certwire/bus'
import type { Config } from '@certwire/config'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { renewal } from '@certwire/renewal'
import { createLog, run } from '@certwire/runtime'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { sqliteStore } from '@certwire/store'
import { validation } from '@certwire/validation'
import { webhook } from '@certwire/webhook'
import { type StutteringBus, stutter } from './stutter.ts'
import type { Wiretap } from './wiretap.ts'

/** All services in this process, and what they run on. */
export interface OpenServices {
  readonly url: string
  /** Where webhooks are received, if they are. */
  readonly publicUrl?: string | undefined
  /** As it is overheard. */
  readonly bus: Bus
  publish(subject: string, id: string, body: string): Promise<void>
  quiet(): Promise<void>
  close(): Promise<void>
}

interface Given {
  readonly config: Config
  readonly tap: Pick<Wiretap, 'on'>
  /** Of the store; `:memory:` for none. */
  readonly file: string
  readonly token: string
  readonly clock: () => Date
  readonly random: () => number
  /** The bus hands everything over once, and in its order. */
  readonly isCalm?: boolean
}

const services = [solver, validation, finalization, storage, webhook, renewal, ops, ordering]
const sealer = createSealer([localKek(new Uint8Array(32).fill(7))])
const log = createLog('silent')
/** Whoever is in the middle of something is given up, as by a process that has to end. */
const PATIENCE_MS = 10

export async function openServices(given: Given): Promise<OpenServices> {
  const { config, tap, file, token, clock, random, isCalm = false } = given
  const stuttering = isCalm ? calm(memoryBus()) : stutter(memoryBus(), random)
  const bus = tap.on(stuttering)
  const store = await sqliteStore({ file })
  const platform = { config, bus, store, sealer, log, clock, random }
  const running = await run(services, platform, Secret.of(token))
  return {
    ...{ url: running.url, publicUrl: running.publicUrl, bus },
    quiet: stuttering.quiet,
    publish: (subject, id, body) => bus.publish([{ subject, id, body }]),
    close: async () => {
      await running.close(PATIENCE_MS)
      await bus.close()
      await store.close()
    },
  }
}

const calm = (bus: Bus): StutteringBus => ({ ...bus, quiet: async () => undefined })
