import { OrderId, type Postmark, TenantId } from '@certwire/contracts'
import {
  type DnsProvider,
  memoryProvider,
  type PropagationReport,
  type TxtValue,
  type Zones,
  zonesOf,
} from '@certwire/dns'

const now = new Date('2026-11-24T12:00:00.000Z')
export const orderId = OrderId.parse('ord_1')
export const signal: AbortSignal = new AbortController().signal

const record = (name: string, char: string) => ({
  ...{ name: `_acme-challenge.${name}`, value: char.repeat(43) },
})
export const records = [record('a.example.test', 'a'), record('b.example.test', 'b')]

export const complete: PropagationReport = { complete: true, lagging: [] }
export const lagging: PropagationReport = {
  complete: false,
  lagging: [{ server: 'ns2 (192.0.2.2)', name: records[0]?.name ?? '', saw: 'NXDOMAIN' }],
}

/** What makes a draft a message that arrives. */
export const mark: Postmark = {
  ...{ id: 'in-1', source: 'test', time: now, tenantId: TenantId.parse('default') },
}

interface Given {
  readonly provider?: DnsProvider
  /** What the servers say, look by look; the last again and again. */
  readonly reports?: readonly (PropagationReport | Error)[]
  /** How much time passes with each look at the clock. */
  readonly tickMs?: number
}

/** The zone example.test, whose records anybody can see. */
export function stage({ provider, reports = [complete], tickMs = 0 }: Given = {}) {
  const memory = memoryProvider()
  const zones: Zones = zonesOf([
    {
      ...{ name: 'example.test', provider: provider ?? memory },
      authoritative: 'delegation',
    },
  ])
  const looks: (readonly TxtValue[])[] = []
  const left = [...reports]
  const check = async (asked: readonly TxtValue[]) => {
    looks.push(asked)
    const next = left.length > 1 ? left.shift() : left[0]
    if (next instanceof Error || next === undefined) throw next
    return next
  }
  let ticks = 0
  const clock = () => new Date(now.getTime() + tickMs * ticks++)
  return { zones, records: memory.records, looks, propagation: { check }, clock }
}
