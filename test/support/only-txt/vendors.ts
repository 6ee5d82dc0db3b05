import type { providers, ZoneConfig } from '@certwire/dns'
import {
  startSandboxCloudflare,
  startSandboxDns,
  startSandboxRoute53,
  type VendorChange,
} from '@certwire/sandbox'
import { startKnot, type ZoneChange } from '@certwire/testkit'
import { rfc2136Zone } from '../rfc2136-zone.ts'
import { recordedHttp } from './recorded-http.ts'
import { type Seed, seeds, zones } from './seeds.ts'

export type Written = Pick<VendorChange, 'op' | 'name' | 'type' | 'value'>

/** Everything about a record in a line, but for its TTL. */
export interface Held {
  readonly line: string
  readonly ttl: number | undefined
}

/** The zones at a vendor, with what others have there. */
export interface SeededVendor {
  readonly zones: readonly ZoneConfig[]
  /** A server that answers with what is in the zones. */
  readonly server: string
  /** Whatever was changed, by the vendor's own journal. */
  written(): Promise<readonly Written[]>
  records(): Promise<readonly Held[]>
  close(): Promise<void>
}

/** One for every provider there is. */
export const vendors: Readonly<Record<keyof typeof providers, () => Promise<SeededVendor>>> = {
  cloudflare: async () => {
    const dns = await startSandboxDns({ zones })
    const account = { zones: zones.map((name) => ({ name })), tokens: { t0ken: {} } }
    const vendor = await startSandboxCloudflare({ ...account, dns })
    const access = { endpoint: vendor.endpoint, apiToken: 't0ken', batchSize: 200 }
    return {
      ...seeded(vendor, [vendor, dns]),
      ...at(dns.address, (zone) => ({ ...zone, provider: 'cloudflare', ...access })),
    }
  },
  'http-request': async () => {
    const dns = await startSandboxDns({ zones })
    const http = await recordedHttp(dns.http.url)
    return {
      ...seeded({ ...dns, seed: seedOf(dns) }, [http, dns]),
      ...at(dns.address, (zone) => ({ ...zone, provider: 'http-request', endpoint: http.url })),
      // What was asked for, whatever the server made of it.
      written: async () => http.asked,
    }
  },
  rfc2136: async () => {
    const linesOf = (zone: string) => seeds.filter(({ name }) => name.endsWith(zone)).map(lineOf)
    const knot = await startKnot(Object.fromEntries(zones.map((zone) => [zone, linesOf(zone)])))
    const journals = async () => (await Promise.all(zones.map(knot.journal))).flat()
    const records = async () => (await Promise.all(zones.map(knot.records))).flat()
    return {
      ...at(knot.address, ({ zone }) => rfc2136Zone(zone, knot)),
      written: async () => withoutTtls(await journals()),
      records: async () => (await records()).map(held),
      close: knot.stop,
    }
  },
  route53: async () => {
    const dns = await startSandboxDns({ zones })
    const vendor = await startSandboxRoute53({ zones: zones.map((name) => ({ name })), dns })
    const { endpoint } = vendor
    return {
      ...seeded(vendor, [vendor, dns]),
      ...at(dns.address, (zone) => ({ ...zone, provider: 'route53', endpoint })),
    }
  },
  sandbox: async () => {
    const dns = await startSandboxDns({ zones })
    return {
      ...seeded({ ...dns, seed: seedOf(dns) }, [dns]),
      ...at(dns.address, (zone) => ({ ...zone, provider: 'sandbox', endpoint: dns.http.url })),
    }
  },
}

type Dns = Awaited<ReturnType<typeof startSandboxDns>>

/** It has no MX and NS. */
const seedOf = (dns: Dns) => (seed: Seed) => {
  const { name, type, value } = seed
  if (type !== 'MX' && type !== 'NS') dns.add({ name, type, value })
}

const at = (
  server: string,
  zoneOf: (zone: { zone: string; servers: string[] }) => ZoneConfig,
): Pick<SeededVendor, 'server' | 'zones'> => ({
  server,
  zones: zones.map((zone) => zoneOf({ zone, servers: [server] })),
})

interface Emulator {
  seed(seed: Seed): void
  readonly journal: readonly Written[]
  records(): readonly { readonly name: string; readonly ttl?: number }[]
}

function seeded(emulator: Emulator, parts: readonly { close(): Promise<void> }[]) {
  seeds.forEach(emulator.seed)
  const before = emulator.journal.length
  return {
    written: async () => emulator.journal.slice(before),
    records: async () => emulator.records().map(held),
    close: async () => {
      for (const part of parts) await part.close()
    },
  }
}

const held = ({ ttl, ...record }: { readonly name: string; readonly ttl?: number }): Held => ({
  line: JSON.stringify(record),
  ttl,
})

/** All values at a name have one TTL (RFC 2181 §5.2): with a new value, those that are there get another, and stay. */
function withoutTtls(journal: readonly ZoneChange[]): Written[] {
  const key = ({ serial, name, type, data }: ZoneChange) => `${serial} ${name} ${type} ${data}`
  const steps = Map.groupBy(journal, key)
  const real = journal.filter((one) => steps.get(key(one))?.length === 1)
  return real.map(({ data, ...one }) => ({ ...one, value: data.replace(/^"([^"]*)"$/, '$1') }))
}

const lineOf = ({ name, type, value }: Seed) =>
  `${name}. 300 ${type} ${type === 'TXT' ? `"${value}"` : value}`
