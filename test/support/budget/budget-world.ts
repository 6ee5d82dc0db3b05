import type { Config } from '@certwire/config'
import { orders } from '@certwire/documents'
import type { Order } from '@certwire/domain'
import { finalization } from '@certwire/finalization'
import { ordering } from '@certwire/ordering'
import {
  type SandboxCa,
  type SandboxCaLimits,
  type SandboxDns,
  startSandboxCa,
  startSandboxDns,
} from '@certwire/sandbox'
import { solver } from '@certwire/solver'
import { storage } from '@certwire/storage'
import { validation } from '@certwire/validation'
import { type Simulated, simulated, simulatedTime } from '../simulated/simulated.ts'

/** Services, and a CA with limits that goes by their clock. */
export interface BudgetWorld extends Pick<Simulated, 'bus' | 'settle'> {
  readonly ca: SandboxCa
  /** When its time begins: now, for certificates are not valid before. */
  readonly start: number
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

export async function budgetWorld(given: Given): Promise<BudgetWorld> {
  await using opened = new AsyncDisposableStack()
  const start = Date.now()
  const time = simulatedTime(start)
  const dns = opened.adopt(await startSandboxDns({ zones: given.zones }), (one) => one.close())
  const ca = opened.adopt(await caOf(given, dns, time.clock), (one) => one.close())
  const adapt = (config: Config) => configOf(config, { ca, dns }, given)
  const on = await simulated({ services, time, random: given.random, adapt })
  opened.defer(() => on.close())
  const kept = await on.store.open(orders)
  const all = opened.move()
  return {
    ...{ ...on, ca, start },
    pass: async (leastMs) => {
      const due = await on.dueAt()
      if (due === Number.POSITIVE_INFINITY) return false
      await on.passTo(Math.max(due, time.now + leastMs))
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
