import type { ZoneConfig } from '@certwire/dns'
import {
  type SandboxCloudflareForeign,
  type SandboxDns,
  startSandboxCloudflare,
  startSandboxDns,
  startSandboxRoute53,
  type VendorCall,
  type VendorChange,
  type VendorPhase,
} from '@certwire/sandbox'
import type { Sight } from './crash-points.ts'

/** A record as any vendor has it. */
export type VendorRecord = Pick<SandboxCloudflareForeign, 'name' | 'type' | 'value'>

/** A vendor with many zones, and somebody who sees what is asked of it. */
export interface WatchedVendor {
  readonly name: string
  /** Its zones as Certwire is to have them. */
  readonly zones: readonly ZoneConfig[]
  readonly journal: readonly VendorChange[]
  /** Those of one of its zones, by its name, or of all. */
  records(zone?: string): readonly Pick<VendorChange, 'name' | 'type' | 'value'>[]
  seed(record: VendorRecord): void
  /** By another hand. */
  add(record: VendorRecord): void
  remove(record: VendorRecord): void
  close(): Promise<void>
}

/** Resolves with true where whoever asked is gone, and gets no answer. */
type See = (sight: Sight) => Promise<boolean>

const INSYNC_MS = 300
/** So long after a reply its change is known to the store, too. */
const STORED_MS = 300

export async function watchedRoute53(names: readonly string[], see: See): Promise<WatchedVendor> {
  const nameOf = new Map(names.map((name, at) => [`Z${at}`, name]))
  const idOf = new Map(nameOf.entries().map(([id, name]) => [name, id]))
  const watch = watchOf(see)
  const dns = await startSandboxDns({ zones: names })
  const vendor = await startSandboxRoute53({
    zones: names.map((name) => ({ name, id: idOf.get(name) ?? '' })),
    ...{ dns, insyncMs: INSYNC_MS, callMs: 20 },
    onCall: ({ operation, zone = '', outcome }, phase) => {
      // It names a change, and not the zone.
      if (operation === 'GetChange') return watch.question(phase, STORED_MS)
      const kind = { ListResourceRecordSets: 'list', ChangeResourceRecordSets: 'change' } as const
      return watch.call(kind[operation as keyof typeof kind], nameOf.get(zone), phase, outcome)
    },
  })
  const { endpoint } = vendor
  return {
    ...closing(vendor, dns),
    name: 'Route 53',
    records: (zone) => vendor.records(zone && idOf.get(zone)),
    zones: names.map((zone) => ({ zone, provider: 'route53', endpoint, servers: [dns.address] })),
  }
}

export async function watchedCloudflare(
  names: readonly string[],
  see: See,
): Promise<WatchedVendor> {
  const watch = watchOf(see)
  const zoneOf = (name: string) => names.find((zone) => name.endsWith(`.${zone}`))
  // There is nothing to ask the vendor while it waits, only the servers.
  const log = ({ name, type }: { name: string; type: string }) =>
    void (type === 'TXT' && watch.question('received', 0, zoneOf(name)))
  const dns = await startSandboxDns({ zones: names, log })
  const vendor = await startSandboxCloudflare({
    ...{ zones: names.map((name) => ({ name })), tokens: { t0ken: {} }, dns },
    propagationMs: INSYNC_MS,
    onCall: ({ operation, zone, outcome }, phase) => {
      const kind = {
        'GET /zones/{id}/dns_records': 'list',
        'POST /zones/{id}/dns_records/batch': 'change',
      } as const
      return watch.call(kind[operation as keyof typeof kind], nameOf(zone), phase, outcome)
    },
  })
  const ids = new Map(vendor.zones().map(({ id, name }) => [id, name]))
  const nameOf = (id = '') => ids.get(id)
  const { endpoint } = vendor
  const access = { endpoint, apiToken: 't0ken', batchSize: 200 }
  return {
    ...closing(vendor, dns),
    name: 'Cloudflare',
    records: (zone) => vendor.records(ids.entries().find(([, name]) => name === zone)?.[0]),
    zones: names.map((zone) => ({
      ...{ zone, provider: 'cloudflare', servers: [dns.address], ...access },
    })),
  }
}

const closing = <Vendor extends { close(): Promise<void> }>(vendor: Vendor, dns: SandboxDns) => ({
  ...vendor,
  close: async () => {
    await vendor.close()
    await dns.close()
  },
})

/** Tells what is seen, and when a zone is waiting for a change that was replied to. */
function watchOf(see: See) {
  const repliedAt = new Map<string, number>()
  return {
    call: async (
      kind: 'list' | 'change' | undefined,
      zone: string | undefined,
      phase: VendorPhase,
      outcome: VendorCall['outcome'],
    ) => {
      if (kind === undefined || zone === undefined) return undefined
      if (kind === 'list') repliedAt.delete(zone)
      if (phase === 'replied' && outcome !== 'ok') return undefined
      if (phase === 'replied' && kind === 'change') repliedAt.set(zone, performance.now())
      return (await see({ kind, phase, zone })) && 'drop'
    },
    /** Somebody asks whether what is written is out, in this zone or in any. */
    question: async (phase: VendorPhase, afterMs: number, zone?: string) => {
      const now = performance.now()
      for (const [one, at] of repliedAt)
        if ((zone ?? one) === one && now - at >= afterMs)
          if (await see({ kind: 'wait', phase, zone: one, since: at })) return 'drop'
      return undefined
    },
  }
}
