import { OrderId, type Postmark, TenantId } from '@certwire/contracts'
import {
  type DnsProvider,
  memoryProvider,
  type PropagationReport,
  type TxtValue,
  zonesOf,
} from '@certwire/dns'
import { zoneStates } from '@certwire/documents'
import { createLog } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import { connectLedger } from './ledger/ledger.ts'
import { type RecordDocument, records as recordDocuments } from './ledger/record-documents.ts'
import { releases as releaseDocuments } from './ledger/release-documents.ts'
import { connectReleases } from './ledger/releases.ts'
import { untilMarked } from './until-marked.ts'
import { changes as changeDocuments } from './writer/change-documents.ts'
import { connectChanges } from './writer/changes.ts'
import { connectLeases } from './writer/leases.ts'
import { zoneWriters } from './writer/zone-writers.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
export const orderId = OrderId.parse('ord_1')
export const otherId = OrderId.parse('ord_2')
export const signal: AbortSignal = new AbortController().signal
export const zone = 'example.test'

const record = (name: string, char: string) => ({
  ...{ name: `_acme-challenge.${name}`, value: char.repeat(43) },
})
export const records = [record('a.example.test', 'a'), record('b.example.test', 'b')]

export const complete: PropagationReport = { complete: true, lagging: [], servers: [] }
const lag = {
  ...{ server: 'ns2 (192.0.2.2)', name: records[0]?.name ?? '', holds: false, saw: 'NXDOMAIN' },
}
export const lagging: PropagationReport = {
  complete: false,
  lagging: [lag],
  servers: [lag],
}

/** What makes a draft a message that arrives. */
export const mark: Postmark = {
  ...{ id: 'in-1', source: 'test', time: start, tenantId: TenantId.parse('default') },
}

interface Given {
  readonly provider?: DnsProvider
  /** What the servers say, look by look; the last again and again. */
  readonly reports?: readonly (PropagationReport | Error)[]
  /** How much time passes with each look at the servers and each change. */
  readonly tickMs?: number
  /** Where challenge names lead to, other than to themselves. */
  readonly cnames?: Readonly<Record<string, string>>
}

/** The zone example.test, whose records anybody can see, with a solver's ledger and writers on a store of their own. */
export async function stage({
  provider,
  reports = [complete],
  tickMs = 0,
  cnames = {},
}: Given = {}) {
  let now = start.getTime()
  const clock = () => new Date(now)
  const pass = (ms: number) => {
    now += ms
  }
  const memory = memoryProvider()
  const { change, capacity } = provider ?? memory
  const passing: DnsProvider = {
    // Without `settled`: the servers are asked.
    capacity,
    change: (...asked) => {
      pass(tickMs)
      return change(...asked)
    },
    ...(provider?.settled && { settled: provider.settled }),
  }
  const zones = zonesOf([{ name: zone, provider: passing, authoritative: 'delegation' }])
  const looks: (readonly TxtValue[])[] = []
  const left = [...reports]
  const check = async (asked: readonly TxtValue[]) => {
    looks.push(asked)
    pass(tickMs)
    const next = left.length > 1 ? left.shift() : left[0]
    if (next instanceof Error || next === undefined) throw next
    return next
  }
  const place = async (wanted: readonly TxtValue[]) =>
    wanted.map(({ name, value }) => {
      const at = cnames[name] ?? name
      return {
        challenge: { name, value },
        record: { name: at, value },
        zone: zones.zoneFor(at).name,
      }
    })
  const store = await sqliteStore({ file: ':memory:' })
  let ids = 0
  const id = () => `id-${++ids}`
  const deps = {
    ...{ zones, place, clock, log: createLog('silent') },
    policyOf: () => 'all' as const,
    ledger: connectLedger(await store.open(recordDocuments), clock),
    releases: connectReleases(await store.open(releaseDocuments), clock),
    changes: connectChanges(await store.open(changeDocuments), { clock, id }),
    leases: connectLeases(await store.open(zoneStates), { clock, holder: id() }),
    propagation: { check },
  }
  const writers = zoneWriters(deps)
  onTestFinished(async () => {
    await writers.close()
    await store.close()
  })
  const inZone = () => memory.records.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  /** Waits until these records are as wanted, or none of them is left. */
  const marked = async (wanted: typeof records, isDone: (record: RecordDocument) => boolean) =>
    untilMarked(await deps.ledger.of(wanted), { ...deps, writers }, signal, isDone)
  return { ...deps, store, writers, pass, looks, inZone, marked }
}
