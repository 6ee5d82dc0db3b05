import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bus, memoryBus, natsBus } from '@certwire/bus'
import type { Config } from '@certwire/config'
import { streams } from '@certwire/contracts'
import { createLog, type Log, type Platform } from '@certwire/runtime'
import { createSealer, localKek, parseKek, readOrCreateKekFile } from '@certwire/secrets'
import { mongodbStore, type Store, sqliteStore } from '@certwire/store'
import { natsLog } from './nats-log.ts'

export interface OpenPlatform {
  readonly platform: Platform
  /** Closes the bus and then the store. */
  close(): Promise<void>
}

/**
 * Makes what the services run on. Without `bus.url` messages stay in this process, which then has to run all services;
 * without `store.uri` orders are in a SQLite file, which only one process can have.
 */
export async function openPlatform(
  config: Config,
  appName: string,
  signal: AbortSignal,
): Promise<OpenPlatform> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const log = createLog(config.log.level)
  const sealer = createSealer([localKek(await kekOf(config))])
  const store = await openStore(config, appName)
  try {
    const bus = await openBus(config, appName, log, signal)
    const { random } = Math
    return {
      platform: { config, bus, store, sealer, log, random, clock: () => new Date() },
      close: async () => {
        await bus.close(AbortSignal.abort())
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function kekOf({ kek, dataDir }: Config): Promise<Uint8Array> {
  return kek ? parseKek(kek.reveal()) : readOrCreateKekFile(join(dataDir, 'kek'))
}

export function openStore({ store, dataDir }: Config, appName: string): Promise<Store> {
  if (store.uri) return mongodbStore({ uri: store.uri.reveal(), appName })
  return sqliteStore({ file: join(dataDir, 'certwire.db') })
}

/** NATS is waited for, for as long as nobody says otherwise. */
async function openBus({ bus }: Config, name: string, log: Log, signal: AbortSignal): Promise<Bus> {
  if (!bus.url) return memoryBus()
  return natsBus({ url: bus.url.reveal(), name, streams, signal, log: natsLog(log) })
}
