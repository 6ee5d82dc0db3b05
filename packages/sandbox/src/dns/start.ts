import { serveHttp } from './http.ts'
import { listen } from './listen.ts'
import { canonicalName } from './name.ts'
import type { SandboxRecord } from './record.ts'
import { respond, type SandboxDnsFault, type SandboxDnsQuery } from './respond.ts'
import { createZones, type SandboxDnsChange } from './zones.ts'

export interface SandboxDnsOptions {
  /** An IPv4 address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** Of UDP and TCP alike; 0, the default, takes a free one. */
  readonly port?: number
  /** Origins, such as `example.test`; SOA, NS and the address of `ns1` are synthesised. */
  readonly zones: readonly string[]
  /** What changes over HTTP must carry as their bearer token; without it anybody on this machine may change. */
  readonly token?: string
  /** Called with every question. */
  readonly log?: (query: SandboxDnsQuery) => void
  readonly clock?: () => Date
}

/** An authoritative DNS server whose zones are empty at first, live in memory and end with it. */
export interface SandboxDns {
  /** `ip:port`, on UDP and TCP. */
  readonly address: string
  /** Idempotent. Throws `SandboxDnsError` for a record that is outside the zones or has no such value. */
  add(record: SandboxRecord): void
  /** Takes exactly this name, type and value away; idempotent. */
  remove(record: SandboxRecord): void
  records(): SandboxRecord[]
  /** Every effective change in order, whoever made it; of very many, the latest 100,000 at least. */
  readonly journal: readonly SandboxDnsChange[]
  /** Makes questions about the name, of any type, go wrong until the fault is taken back. */
  setFault(name: string, fault: SandboxDnsFault | undefined): void
  /**
   * Changes over HTTP, TXT only: `POST /change` with `{zone, add: [{name, value}], remove: […]}`, atomic and
   * idempotent; `POST /txt/add`, `/txt/remove` with `{name, value}`; `POST /present`, `/cleanup` with `{fqdn, value}`;
   * `GET /records`.
   */
  readonly http: { readonly url: string }
  close(): Promise<void>
}

export async function startSandboxDns(options: SandboxDnsOptions): Promise<SandboxDns> {
  const { host = '127.0.0.1', port = 0, token, log = () => undefined } = options
  const zones = createZones(options.zones, options.clock ?? (() => new Date()))
  const faults = new Map<string, SandboxDnsFault>()
  const server = await listen(host, port, (message, transport, send) =>
    respond({ zones, faults, log }, message, transport, send),
  )
  const http = await serveHttp(zones, { host, token })
  return {
    address: `${host}:${server.port}`,
    add: (record) => zones.change({ add: [record] }),
    remove: (record) => zones.change({ remove: [record] }),
    records: zones.list,
    journal: zones.journal,
    setFault: (name, fault) => {
      if (fault === undefined) faults.delete(canonicalName(name))
      else faults.set(canonicalName(name), fault)
    },
    http: { url: http.url },
    close: async () => {
      await Promise.all([server.close(), http.close()])
    },
  }
}
