import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, loadConfig } from '@certwire/config'
import { orders } from '@certwire/documents'
import type { Order } from '@certwire/domain'
import { finalization } from '@certwire/finalization'
import { ordering } from '@certwire/ordering'
import { createLog } from '@certwire/runtime'
import {
  type SandboxCa,
  type SandboxCaLimits,
  type SandboxDns,
  startSandboxCa,
  startSandboxDns,
} from '@certwire/sandbox'
import { createSealer, localKek } from '@certwire/secrets'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { sqliteStore } from '@certwire/store'
import { validation } from '@certwire/validation'
import { type CalmBus, calmBus } from '../renewal/calm-bus.ts'

/** Services, a CA with limits and one clock for all of them, which stands as long as anything is under way. */
export interface BudgetWorld {
  readonly ca: SandboxCa
  readonly dns: SandboxDns
  readonly bus: CalmBus
  readonly clock: () => Date
  /** When its time begins: now, for certificates are not valid before. */
  readonly start: number
  /** Runs until nothing is under way and nothing is due. */
  settle(): Promise<void>
  /** Lets time pass to what is due next, by at least so much; false when nothing is. */
  pass(leastMs: number): Promise<boolean>
  order(id: string): Promise<Order | undefined>
  close(): Promise<void>
}

interface Given {
  readonly zones: readonly string[]
  readonly random: () => number
  /** What the CA counts. */
  readonly counted: SandboxCaLimits
  /** What the services know of it. */
  readonly known: NonNullable<Config['issuers'][string]['limits']>
  readonly isAway?: (at: Date) => boolean
  /** Zones of whose names the CA wants no proof. */
  readonly claims: readonly string[]
}

const services = [solver, validation, finalization, storage, ordering]
const sealer = createSealer([localKek(new Uint8Array(32).fill(7))])
const never = new AbortController().signal

export async function budgetWorld(given: Given): Promise<BudgetWorld> {
  await using opened = new AsyncDisposableStack()
  const start = Date.now()
  let now = start
  const clock = () => new Date(now)
  const folder = await mkdtemp(join(tmpdir(), 'certwire-budget-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const dns = opened.adopt(await startSandboxDns({ zones: given.zones }), (one) => one.close())
  const ca = opened.adopt(await caOf(given, dns, clock), (one) => one.close())
  const store = opened.adopt(await sqliteStore({ file: ':memory:' }), (one) => one.close())
  const bus = opened.adopt(
    calmBus(clock, () => false),
    (one) => one.close(AbortSignal.abort()),
  )
  const config = configOf(await loadConfig({ env: {}, cwd: folder }), { ca, dns }, given)
  const { random } = given
  const platform = { config, bus, store, sealer, log: createLog('silent'), clock, random }
  const jobs: { run(signal: AbortSignal): Promise<void> }[] = []
  for (const service of services) {
    const started = await service.start(platform)
    opened.defer(() => started.close(AbortSignal.abort()))
    jobs.push(...started.jobs)
  }
  const kept = await store.open(orders)
  const dueAt = async () => {
    const [first] = await kept.find('due', { limit: 1 })
    return first?.nextAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(first.nextAt)
  }
  const settle = async () => {
    do {
      for (const job of jobs) await job.run(never)
      await bus.calm()
    } while ((await dueAt()) <= now)
  }
  const all = opened.move()
  return {
    ...{ ca, dns, bus, clock, start, settle },
    pass: async (leastMs) => {
      const due = await dueAt()
      if (due === Number.POSITIVE_INFINITY) return false
      now = Math.max(due, now + leastMs)
      await settle()
      return true
    },
    order: (id) => kept.get(id),
    close: () => all.disposeAsync(),
  }
}

const caOf = ({ counted, isAway, claims }: Given, dns: SandboxDns, clock: () => Date) =>
  startSandboxCa({
    ...{ dnsServers: [dns.address], clock, limits: counted, keptCalls: 100_000 },
    claims,
    onCall: (_, phase) => (phase === 'received' && isAway?.(clock()) ? 'drop' : undefined),
  })

function configOf(
  config: Config,
  { ca, dns }: { ca: SandboxCa; dns: SandboxDns },
  { known, zones }: Given,
): Config {
  const { directoryUrl: directory, tlsCaPem: tlsCa, rootPem: trustedRoots } = ca
  const basics = { name: 'ca', contact: [], origins: [], propagation: 'all' as const }
  const written = { provider: 'sandbox' as const, endpoint: dns.http.url, servers: [dns.address] }
  return {
    ...config,
    issuers: { ca: { ...basics, directory, tlsCa, trustedRoots, limits: known } },
    defaultIssuer: 'ca',
    dns: {
      ...{ ...config.dns, resolvers: [dns.address], preflight: 'off' as const },
      zones: zones.map((zone) => ({ zone, ...written })),
    },
  }
}
