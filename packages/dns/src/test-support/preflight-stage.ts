import type { Ca } from '../preflight/caa-verdict.ts'
import type { Check } from '../preflight/finding.ts'
import { type PreflightOptions, preflight } from '../preflight/preflight.ts'
import { memoryProvider } from '../providers/memory.ts'
import { reading } from '../reading.ts'
import { type Zone, zonesOf } from '../zones.ts'
import { internet, type World } from './internet.ts'

export const name = 'www.example.com'
export const challenge = `_acme-challenge.${name}`
const account = 'https://ca.example/account/1'

/** What the resolver knows of example.com and example.net; every name of example.com has a CAA that is fine. */
export const resolved = {
  'SOA com': ['SOA'],
  'SOA example.com': ['SOA'],
  'SOA www.example.com': ['@example.com SOA'],
  'CAA example.com': ['CAA 0 issue ca.example'],
  'NS example.com': ['NS ns1.example.com', 'NS ns2.example.com'],
  'A ns1.example.com': ['A 192.0.2.1'],
  'A ns2.example.com': ['A 192.0.2.2'],
  'NS com': ['NS ns.com'],
  'A ns.com': ['A 192.0.2.9'],
  'SOA net': ['SOA'],
  'SOA example.net': ['SOA'],
  'NS example.net': ['NS ns1.example.net'],
  'A ns1.example.net': ['A 192.0.2.3'],
}

const below = ['authority @example.com SOA']
export const server = { 'SOA example.com': ['SOA'], [`NS ${challenge}`]: below }

const world: World = {
  recursive: resolved,
  '192.0.2.1': server,
  '192.0.2.2': server,
  '192.0.2.3': { 'SOA example.net': ['SOA'] },
}

interface Given {
  readonly world?: World
  readonly zones?: readonly Partial<Zone>[]
  readonly ca?: Partial<Ca>
  readonly write?: NonNullable<PreflightOptions['write']>
}

/** The checks of names on an internet of two zones, of which example.com is configured. */
export function stage({ zones = [{}], ca = {}, write, ...given }: Given = {}) {
  const { query, asked } = internet({ ...world, ...given.world })
  const provider = memoryProvider()
  const held = zonesOf(
    zones.map((zone) => ({
      ...{ name: 'example.com', provider, authoritative: 'delegation' as const },
      ...zone,
    })),
  )
  const { authoritative } = held
  const clock = () => new Date(0)
  const read = reading({ resolvers: ['198.51.100.1'], timeoutMs: 1, clock, query, authoritative })
  const look = preflight({ zones: held, reading: read }, clock)
  const options = {
    ca: { identities: ['ca.example'], accountUrl: account, ...ca },
    ...(write && { write }),
  }
  const run = (...names: string[]) =>
    look(names.length > 0 ? names : [name], options, new AbortController().signal)
  return {
    ...{ run, asked, provider },
    stopped: () => look([name], options, AbortSignal.abort(new Error('enough'))),
    /** As `level code: what was seen`. */
    says: async (check: Check) => {
      const found = (await run()).find((one) => one.check === check)
      return found && `${found.level}${'code' in found ? ` ${found.code}` : ''}: ${found.saw}`
    },
  }
}
