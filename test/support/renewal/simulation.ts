import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '@certwire/config'
import { certificates, orders, renewals } from '@certwire/documents'
import { finalization } from '@certwire/finalization'
import { ordering } from '@certwire/ordering'
import { renewal } from '@certwire/renewal'
import { createLog } from '@certwire/runtime'
import {
  letsencryptLimits,
  type SandboxCa,
  type SandboxCaOptions,
  startSandboxCa,
} from '@certwire/sandbox'
import { createSealer, localKek } from '@certwire/secrets'
import { storage } from '@certwire/storage'
import { sqliteStore } from '@certwire/store'
import { validation } from '@certwire/validation'
import { type CalmBus, calmBus } from './calm-bus.ts'
import { profiles } from './estate.ts'

/** What is due at nearly the same time is done at the same time. */
const STEP_MS = 30 * 60_000

const services = [validation, finalization, storage, renewal, ordering]

export interface Simulation {
  readonly cas: Readonly<Record<'ari' | 'plain', SandboxCa>>
  readonly bus: CalmBus
  readonly clock: () => Date
  readonly store: Awaited<ReturnType<typeof sqliteStore>>
  /** Lets time pass until then, from one thing that is due to the next. */
  passUntil(time: number): Promise<void>
  close(): Promise<void>
}

interface Given {
  readonly start: number
  readonly random: () => number
  readonly isAway: (time: number) => boolean
  readonly isLost: (packet: { readonly body: string }) => boolean
  readonly policy: Partial<Config['policy']>
}

/** The services that a renewal needs, two CAs, and a clock that jumps to whatever is due next. */
export async function simulation({
  start,
  random,
  isAway,
  isLost,
  policy,
}: Given): Promise<Simulation> {
  await using opened = new AsyncDisposableStack()
  let now = start
  const clock = () => new Date(now)
  const folder = await mkdtemp(join(tmpdir(), 'certwire-renewal-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const ca = (more: Partial<SandboxCaOptions>) =>
    startSandboxCa({ ...calmCa, clock, onCall: () => (isAway(now) ? 'drop' : undefined), ...more })
  const ari = opened.adopt(await ca({ retryAfter: { renewalInfo: 86_400 } }), (one) => one.close())
  const plain = opened.adopt(await ca({ renewalInfo: false }), (one) => one.close())
  const store = opened.adopt(await sqliteStore({ file: ':memory:' }), (one) => one.close())
  const bus = opened.adopt(calmBus(clock, isLost), (one) => one.close(AbortSignal.abort()))
  const config = configOf(await loadConfig({ env: {}, cwd: folder }), { ari, plain }, policy)
  const platform = { config, bus, store, sealer, log: createLog('silent'), clock, random }
  const jobs: Job[] = []
  for (const service of services) {
    const started = await service.start(platform)
    opened.defer(() => started.close(AbortSignal.abort()))
    jobs.push(...started.jobs)
  }
  const dueAt = await nextDue(store)
  const settle = async () => {
    for (let due = 0; due <= now; due = await dueAt()) {
      for (const job of jobs) await job.run(never)
      await bus.calm()
    }
  }
  const passUntil = async (time: number) => {
    for (await settle(); now < time; await settle())
      now = Math.min(Math.max(await dueAt(), now + STEP_MS), time)
  }
  const all = opened.move()
  return { cas: { ari, plain }, bus, clock, store, passUntil, close: () => all.disposeAsync() }
}

type Job = Awaited<ReturnType<(typeof services)[number]['start']>>['jobs'][number]

const never = new AbortController().signal
const sealer = createSealer([localKek(new Uint8Array(32).fill(7))])

// While the clock stands, everything comes within the same second: limits of requests by the second mean nothing.
const { requests: _, ...limits } = letsencryptLimits
const calmCa = { dnsServers: [], profiles, claims: ['test'], limits, keptCalls: 1_000_000 }

function configOf(
  config: Config,
  cas: Readonly<Record<string, SandboxCa>>,
  policy: Partial<Config['policy']>,
): Config {
  const issuers = Object.entries(cas).map(([name, ca]) => {
    const trust = { tlsCa: ca.tlsCaPem, trustedRoots: ca.rootPem }
    const own = { directory: ca.directoryUrl, limits: 'letsencrypt' as const, ...trust }
    return [name, { name, contact: [], origins: [], propagation: 'all' as const, ...own }] as const
  })
  return {
    ...config,
    issuers: Object.fromEntries(issuers),
    defaultIssuer: 'plain',
    dns: { ...config.dns, preflight: 'off', zones: [] },
    policy: { ...config.policy, ...policy },
  }
}

/** When the next thing is due that is in the store. */
async function nextDue(store: Simulation['store']): Promise<() => Promise<number>> {
  const [all, kept] = [await store.open(orders), await store.open(renewals)]
  await store.open(certificates)
  return async () => {
    const [order] = await all.find('due', { limit: 1 })
    const [one] = await kept.find('due', { limit: 1 })
    const times = [order?.nextAt, one?.nextAt].map((at) => (at ? Date.parse(at) : Infinity))
    return Math.min(...times)
  }
}
