import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Bus, Packet } from '@certwire/bus'
import { type Config, loadConfig } from '@certwire/config'
import { createSandboxCaState, startSandboxCa, startSandboxDns } from '@certwire/sandbox'
import { type TestApi, testApi } from '../api.ts'
import { openServices } from '../open-services.ts'

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
      return services.publicUrl ?? ''
    },
    get api() {
      return testApi(services.url, TOKEN)
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
  const on = (bus: Bus): Bus => ({
    ...bus,
    publish: async (packets) => {
      published.push(...packets)
      await bus.publish(packets)
    },
  })
  const around = { clock: () => new Date(), random: Math.random, isCalm: true }
  const services = await openServices({ config, file, token: TOKEN, tap: { on }, ...around })
  await services.bus.subscribe({
    ...{ durable: 'desk', filter: 'cert.event.*.webhook.received.*', concurrency: 32 },
    deliver: async ({ publishedId = '' }) => {
      heard.push(publishedId)
      return { kind: 'ack' }
    },
  })
  return services
}
