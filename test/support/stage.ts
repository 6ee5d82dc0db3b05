import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bus, memoryBus } from '@certwire/bus'
import { type Config, loadConfig } from '@certwire/config'
import type { EventView, OrderId, OrderView } from '@certwire/contracts'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { createLog, run } from '@certwire/runtime'
import {
  createSandboxCaState,
  type SandboxCa,
  type SandboxDns,
  startSandboxCa,
  startSandboxDns,
} from '@certwire/sandbox'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { sqliteStore } from '@certwire/store'
import { validation } from '@certwire/validation'
import { seeded } from './random.ts'
import { stutter } from './stutter.ts'

/** All services on one bus that hands everything over twice, between the sandbox's CA and DNS. */
export interface Stage {
  readonly bus: Bus
  readonly ca: SandboxCa
  readonly dns: SandboxDns
  /** Asks the HTTP API; the answer's body. */
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>
  /** Requests a certificate. */
  request(names: readonly string[]): Promise<OrderId>
  /** The order once it is in a phase that ends. */
  finished(orderId: OrderId): Promise<OrderView>
  events(orderId: OrderId): Promise<EventView[]>
  close(): Promise<void>
}

interface StageOptions {
  readonly seed?: number
  /** What is different from an all-in-one process on the sandbox. */
  readonly adapt?: (config: Config) => Config
}

const services = [solver, validation, finalization, storage, ops, ordering]
const state = createSandboxCaState()
const TOKEN = 'stage-token'
const zones = ['example.test']

export async function stage({
  seed = 1,
  adapt = (same) => same,
}: StageOptions = {}): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'certwire-stage-'))
  const dns = await startSandboxDns({ zones })
  const ca = await startSandboxCa({ dnsServers: [dns.address], state: await state })
  const random = seeded(seed)
  const bus = stutter(memoryBus(), random)
  const store = await sqliteStore({ file: ':memory:' })
  const platform = {
    ...{ bus, store, random, clock: () => new Date(), log: createLog('silent') },
    config: adapt(await configOf(dataDir, ca, dns)),
    sealer: createSealer([localKek(new Uint8Array(32).fill(7))]),
  }
  const running = await run(services, platform, Secret.of(TOKEN))
  const ask = client(`${running.url}/api/v1`)
  return {
    ...{ bus, ca, dns },
    ...ask,
    close: async () => {
      await running.close()
      await bus.close()
      await store.close()
      await Promise.all([ca.close(), dns.close()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function configOf(dataDir: string, ca: SandboxCa, dns: SandboxDns): Promise<Config> {
  const config = await loadConfig({ env: { CERTWIRE_DATA_DIR: dataDir }, cwd: dataDir })
  const issuer = { directory: ca.directoryUrl, tlsCa: ca.tlsCaPem, trustedRoots: ca.rootPem }
  const provider = { provider: 'sandbox' as const, endpoint: dns.http.url, servers: [dns.address] }
  return {
    ...config,
    http: { ...config.http, port: 0 },
    issuers: { sandbox: { name: 'sandbox', contact: [], origins: [], ...issuer } },
    dns: { ...config.dns, zones: zones.map((zone) => ({ zone, ...provider })) },
  }
}

/** The HTTP API as a test wants it. */
function client(url: string) {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const get = async (path: string) => (await fetch(`${url}${path}`, { headers })).json()
  const post = async (path: string, body: unknown) => {
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(`${url}${path}`, init)
    return { status: answer.status, body: await answer.json() }
  }
  const finished = async (orderId: OrderId): Promise<OrderView> => {
    for (;;) {
      const order = (await get(`/orders/${orderId}`)) as OrderView
      if (['issued', 'failed', 'cancelled'].includes(order.phase)) return order
      await sleep(20)
    }
  }
  return {
    ...{ get, post, finished },
    request: async (names: readonly string[]) => {
      const { body } = await post('/requests', { names })
      return (body as { orderId: OrderId }).orderId
    },
    events: async (orderId: OrderId) =>
      ((await get(`/events?order=${orderId}`)) as { events: EventView[] }).events,
  }
}
