import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bus, memoryBus } from '@certwire/bus'
import { loadConfig } from '@certwire/config'
import type { ZoneConfig } from '@certwire/dns'
import { createLog, type Platform, run } from '@certwire/runtime'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { solver } from '@certwire/solver'
import { sqliteStore } from '@certwire/store'
import { type SolverDriver, solverDriver } from './solver-driver.ts'

/** Solvers by themselves in this process, on one SQLite file and one bus, and somebody who plays ordering. */
export interface SolverAlone extends SolverDriver {
  /** Ends one of them in the middle of whatever it does, and starts another. */
  restart(): Promise<void>
}

export interface SolverAloneOptions {
  readonly zones: readonly ZoneConfig[]
  readonly replicas?: number
  /** What the messages go through. */
  readonly bus?: Bus
}

const TOKEN = Secret.of('solver-alone-token')

export async function startSolverAlone({
  zones,
  replicas = 1,
  bus = memoryBus(),
}: SolverAloneOptions): Promise<SolverAlone> {
  await using started = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'certwire-solver-'))
  started.defer(() => rm(dataDir, { recursive: true, force: true }))
  const store = await sqliteStore({ file: join(dataDir, 'certwire.db') })
  started.defer(() => store.close())
  const platform = await platformOf(zones, dataDir, { bus, store })
  const start = () => run([solver], platform, TOKEN)
  const running = await Promise.all(Array.from({ length: replicas }, start))
  started.defer(async () => void (await Promise.all(running.map((one) => one.close(0)))))
  const driver = await solverDriver(bus)
  started.defer(() => driver.close())
  const all = started.move()
  return {
    ...driver,
    restart: async () => {
      await running.shift()?.close(0)
      running.push(await start())
    },
    close: async () => {
      await all.disposeAsync()
      await bus.close()
    },
  }
}

async function platformOf(
  zones: readonly ZoneConfig[],
  dataDir: string,
  on: Pick<Platform, 'bus' | 'store'>,
): Promise<Platform> {
  const config = await loadConfig({ env: { CERTWIRE_DATA_DIR: dataDir }, cwd: dataDir })
  const http = { ...config.http, port: 0 }
  const sealer = createSealer([localKek(new Uint8Array(32))])
  const own = { sealer, log: createLog('error'), clock: () => new Date(), random: Math.random }
  return { ...on, ...own, config: { ...config, http, dns: { ...config.dns, zones: [...zones] } } }
}
