import type { Config } from '@certwire/config'
import { finalization } from '@certwire/finalization'
import { ordering } from '@certwire/ordering'
import { renewal } from '@certwire/renewal'
import {
  letsencryptLimits,
  type SandboxCa,
  type SandboxCaOptions,
  startSandboxCa,
} from '@certwire/sandbox'
import { storage } from '@certwire/storage'
import { validation } from '@certwire/validation'
import { type Simulated, simulated, simulatedTime } from '../simulated/simulated.ts'
import { profiles } from './estate.ts'

/** What is due at nearly the same time is done at the same time. */
const STEP_MS = 30 * 60_000

const services = [validation, finalization, storage, renewal, ordering]

export interface Simulation extends Pick<Simulated, 'bus' | 'store'> {
  readonly cas: Readonly<Record<'ari' | 'plain', SandboxCa>>
  readonly clock: () => Date
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
export async function simulation(given: Given): Promise<Simulation> {
  const { start, random, isAway, isLost, policy } = given
  await using opened = new AsyncDisposableStack()
  const time = simulatedTime(start)
  const { clock } = time
  const onCall = () => (isAway(time.now) ? ('drop' as const) : undefined)
  const ca = (more: Partial<SandboxCaOptions>) =>
    startSandboxCa({ ...calmCa, clock, onCall, ...more })
  const ari = opened.adopt(await ca({ retryAfter: { renewalInfo: 86_400 } }), (one) => one.close())
  const plain = opened.adopt(await ca({ renewalInfo: false }), (one) => one.close())
  const cas = { ari, plain }
  const adapt = (config: Config) => configOf(config, cas, policy)
  const on = await simulated({ services, time, random, adapt, isLost })
  opened.defer(() => on.close())
  const passUntil = async (to: number) => {
    await on.settle()
    while (time.now < to)
      await on.passTo(Math.min(Math.max(await on.dueAt(), time.now + STEP_MS), to))
  }
  const all = opened.move()
  return { ...on, ...{ cas, clock, passUntil }, close: () => all.disposeAsync() }
}

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
