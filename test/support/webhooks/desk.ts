import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { memoryBus, type Packet } from '@certwire/bus'
import { type Config, loadConfig } from '@certwire/config'
import { finalization } from '@certwire/finalization'
import { ops } from '@certwire/ops'
import { ordering } from '@certwire/ordering'
import { createLog, type Running, run } from '@certwire/runtime'
import { createSandboxCaState, startSandboxCa, startSandboxDns } from '@certwire/sandbox'
import { createSealer, localKek, Secret } from '@certwire/secrets'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { sqliteStore } from '@certwire/store'
import { validation } from '@certwire/validation'
import { webhook } from '@certwire/webhook'
import { type TestApi, testApi } from '../api.ts'

/** All services in this process on SQLite, with the sandbox's CA and DNS, and a bus that counts. */
export interface Desk {
  /** Where webhooks are received. It is another after a restart. */
  readonly url: string
  readonly api: TestApi
  /** Everything that was published, each time that it was. */
  readonly published: readonly Packet[]
  /** The ids of the hints that a reader of the bus was handed, each time that it was. */
  readonly heard: readonly string[]
  /** The documents of a collection, as they are on the disk. */
  documents(collection: string): readonly string[]
  /** Ends what is under way, forgets the bus, and starts again on the same file. */
  restart(): Promise<void>
  close(): Promise<void>
}

const everything = [solver, validation, finalization, storage, webhook, ops, ordering]
const TOKEN = 'desk-token-of-16'
export const ZONE = 'example.test'

export async function openDesk(webhooks: object): Promise<Desk> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'certwire-desk-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const config = await withSandbox(await configOf(folder, webhooks), opened)
  const file = join(folder, 'certwire.db')
  const record: Recorded = { published: [], heard: [] }
  let services = await start(config, file, record)
  opened.defer(() => services.close())
  const all = opened.move()
  return {
    ...{ ...record, close: () => all.disposeAsync() },
    get url() {
      return services.running.publicUrl ?? ''
    },
    get api() {
      return testApi(services.running.url, TOKEN)
    },
    documents: (collection) => {
      const db = new DatabaseSync(file, { readOnly: true })
      const rows = db.prepare(`SELECT body FROM "${collection}" ORDER BY _id`).all()
      db.close()
      return rows.map(({ body }) => String(body))
    },
    restart: async () => {
      await services.close()
      services = await start(config, file, record)
    },
  }
}

async function configOf(folder: string, webhooks: object): Promise<Config> {
  const given = { dataDir: folder, http: { port: 0 }, webhooks }
  await writeFile(join(folder, 'certwire.yaml'), JSON.stringify(given), { mode: 0o600 })
  return loadConfig({ env: {}, cwd: folder })
}

async function withSandbox(config: Config, opened: AsyncDisposableStack): Promise<Config> {
  const dns = opened.adopt(await startSandboxDns({ zones: [ZONE] }), (one) => one.close())
  const state = await createSandboxCaState()
  const ca = await startSandboxCa({ dnsServers: [dns.address], state })
  opened.defer(() => ca.close())
  const own = { directory: ca.directoryUrl, tlsCa: ca.tlsCaPem, trustedRoots: ca.rootPem }
  const zone = { zone: ZONE, provider: 'sandbox' as const, endpoint: dns.http.url }
  const { sandbox } = config.issuers
  if (!sandbox) throw new TypeError('the sandbox is always an issuer')
  return {
    ...{ ...config, issuers: { sandbox: { ...sandbox, ...own } } },
    dns: {
      ...{ ...config.dns, resolvers: [dns.address] },
      zones: [{ ...zone, servers: [dns.address] }],
    },
  }
}

interface Recorded {
  readonly published: Packet[]
  readonly heard: string[]
}

async function start(config: Config, file: string, { published, heard }: Recorded) {
  const inner = memoryBus()
  const publish = async (packets: readonly Packet[]) => {
    published.push(...packets)
    await inner.publish(packets)
  }
  const bus = { ...inner, publish }
  await bus.subscribe({
    ...{ durable: 'desk', filter: 'cert.event.*.webhook.received.*', concurrency: 32 },
    deliver: async ({ publishedId = '' }) => {
      heard.push(publishedId)
      return { kind: 'ack' }
    },
  })
  const store = await sqliteStore({ file })
  const sealer = createSealer([localKek(new Uint8Array(32).fill(7))])
  const around = { log: createLog('silent'), clock: () => new Date(), random: Math.random }
  const platform = { config, bus, store, sealer, ...around }
  const running: Running = await run(everything, platform, Secret.of(TOKEN))
  return {
    running,
    close: async () => {
      await running.close(0)
      await bus.close(AbortSignal.abort())
      await store.close()
    },
  }
}
