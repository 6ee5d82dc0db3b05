import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { memoryBus, natsBus } from '@certwire/bus'
import type { Config } from '@certwire/config'
import { streams } from '@certwire/contracts'
import { createLog, type Platform } from '@certwire/runtime'
import { createSealer, localKek, parseKek, readOrCreateKekFile } from '@certwire/secrets'
import { mongodbStore, sqliteStore } from '@certwire/store'
import { CliError } from '../cli-error.ts'

export interface OpenPlatform {
  readonly platform: Platform
  /** Closes the bus and then the store. */
  close(): Promise<void>
}

/**
 * Makes what the services run on. Without `bus.url` messages stay in this process, which then has to run all services;
 * without `store.uri` orders are in a SQLite file, which only one process can have.
 */
export async function openPlatform(config: Config, appName: string): Promise<OpenPlatform> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const log = createLog(config.log.level)
  const sealer = createSealer([localKek(await kekOf(config))])
  const store = config.store.uri
    ? await mongodbStore({ uri: config.store.uri.reveal(), appName })
    : await sqliteStore({ file: join(config.dataDir, 'certwire.db') })
  const bus = config.bus.url
    ? await natsBus({ url: config.bus.url.reveal(), name: appName, streams })
    : memoryBus()
  const { random } = Math
  return {
    platform: { config, bus, store, sealer, log, random, clock: () => new Date() },
    close: async () => {
      await bus.close()
      await store.close()
    },
  }
}

async function kekOf({ kek, dataDir, store }: Config): Promise<Uint8Array> {
  if (kek) return parseKek(kek.reveal())
  if (store.uri)
    throw new CliError(
      'ERR_KEK_MISSING',
      'Processes that share a store need the same key-encryption key: set CERTWIRE_KEK_FILE (32 bytes, base64).',
    )
  return readOrCreateKekFile(join(dataDir, 'kek'))
}
