import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '@certwire/config'
import {
  createSandboxCaState,
  type SandboxCa,
  type SandboxCaOptions,
  type SandboxDns,
  startSandboxCa,
  startSandboxDns,
} from '@certwire/sandbox'
import { type TestApi, testApi } from './api.ts'
import { type FrontDesk, openFrontDesk } from './front-desk.ts'
import { openServices } from './open-services.ts'
import { seeded, seedOf } from './random.ts'
import { type StageClock, stageClock } from './stage-clock.ts'
import { type StageWords, stageWords } from './stage-words.ts'
import { wiretap } from './wiretap.ts'

/** All services on one bus that hands everything over twice and shuffles, between the sandbox's CA and DNS. */
export interface Stage extends Omit<TestApi, 'finished'>, StageWords {
  readonly ca: SandboxCa
  readonly dns: SandboxDns
  /** Where the solver asks for changes of the zone. */
  readonly provider: FrontDesk
  readonly clock: StageClock
  /** Where webhooks are received, if they are. It is another one after a restart. */
  readonly publicUrl: () => string | undefined
  /** Stops everything and starts it again on the same store. What was under way on the bus is lost. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface StageOptions {
  /** In a file it survives a restart. */
  readonly store?: 'memory' | 'file'
  /** What is different from an all-in-one process on the sandbox. */
  readonly adapt?: (config: Config) => Config
  /** What is different of the sandbox's CA. */
  readonly ca?: Partial<SandboxCaOptions>
  /** The bus hands everything over once, and in its order. */
  readonly isCalm?: boolean
}

export const ZONE = 'example.test'
/** Of all chance in this file. */
export const seed: number = seedOf('flow')

const state = createSandboxCaState()
const TOKEN = 'stage-token'

export async function stage({
  store = 'memory',
  adapt = (same) => same,
  ca: options = {},
  isCalm = false,
}: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-stage-'))
  const around = await openAround(options)
  const { ca, dns, provider, clock } = around
  const tap = wiretap()
  const file = store === 'memory' ? ':memory:' : join(folder, 'certwire.db')
  const given = { tap, file, clock, random: seeded(seed), token: TOKEN, isCalm }
  const config = adapt(await configOf(folder, around))
  let services = await openServices({ ...given, config })
  const api = testApi(services.url, TOKEN)
  const port = Number(new URL(services.url).port)
  return {
    ...{ ...around, ...api },
    publicUrl: () => services.publicUrl,
    ...stageWords({ api, tap, ca, dns, services: () => services }),
    restart: async () => {
      await services.close()
      tap.lose()
      services = await openServices({
        ...given,
        config: { ...config, http: { ...config.http, port } },
      })
    },
    close: async () => {
      await services.close()
      await Promise.all([ca.close(), provider.close(), dns.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Around = Pick<Stage, 'ca' | 'dns' | 'provider' | 'clock'>

async function openAround(options: Partial<SandboxCaOptions>): Promise<Around> {
  const clock = stageClock()
  const dns = await startSandboxDns({ zones: [ZONE] })
  const provider = await openFrontDesk(dns.http.url)
  const ca = await startSandboxCa({
    ...{ dnsServers: [dns.address], state: await state, clock },
    ...options,
  })
  return { ca, dns, provider, clock }
}

async function configOf(dataDir: string, { ca, dns, provider }: Around): Promise<Config> {
  const config = await loadConfig({ env: { CERTWIRE_DATA_DIR: dataDir }, cwd: dataDir })
  const { directoryUrl: directory, tlsCaPem: tlsCa, rootPem: trustedRoots } = ca
  const sandbox = {
    ...{ name: 'sandbox', contact: [], origins: [], propagation: 'all' as const },
    ...{ directory, tlsCa, trustedRoots },
  }
  const asked = { endpoint: provider.url, servers: [dns.address] }
  return {
    ...config,
    http: { ...config.http, port: 0 },
    issuers: { sandbox },
    // Of names elsewhere it tells nothing, at once: nobody outside is asked.
    dns: {
      ...{ ...config.dns, resolvers: [dns.address] },
      zones: [{ zone: ZONE, provider: 'sandbox', ...asked }],
    },
  }
}
