import type { VendorControl, VendorHook } from '../vendor/control.ts'
import { serveVendor } from '../vendor/serve.ts'
import { route53Api } from './api.ts'
import type { SandboxRoute53Access } from './authorize.ts'
import { type AccountOptions, createAccount } from './create-account.ts'
import type { SandboxRoute53Record } from './journal.ts'
import { otherHand, type SandboxRoute53Foreign } from './other-hand.ts'

export interface SandboxRoute53Options extends AccountOptions {
  /** An IPv4 address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** By access key id. Without them everybody may do everything. */
  readonly accessKeys?: Readonly<Record<string, SandboxRoute53Access>>
  readonly onCall?: VendorHook
}

/** Route 53's API over plain HTTP, its zones in memory. It forgets everything when it is closed. */
export interface SandboxRoute53 extends VendorControl {
  /** Those of a zone or of all, but for each zone's own SOA and NS. */
  records(zone?: string): SandboxRoute53Record[]
  /** As if it had always been there: at the DNS server at once, and not in the journal. */
  seed(record: SandboxRoute53Foreign): void
  /** Another hand adds a value to a set, or makes the set; idempotent. Throws where Route 53 would refuse it. */
  add(record: SandboxRoute53Foreign): void
  /** Another hand takes a value away; idempotent. */
  remove(record: SandboxRoute53Foreign): void
  /** With all its records, which are not in the journal for that. */
  deleteZone(id: string): void
}

export async function startSandboxRoute53(options: SandboxRoute53Options): Promise<SandboxRoute53> {
  const { host = '127.0.0.1', port = 0, clock = () => new Date(), onCall } = options
  const closing = new AbortController()
  const account = createAccount(options, closing.signal)
  const { origin, close, ...server } = await serveVendor({
    ...{ api: route53Api(account, options.accessKeys), host, port, clock, onCall },
  })
  return {
    ...server,
    ...otherHand(account),
    endpoint: origin,
    journal: account.journal,
    close: async () => {
      closing.abort()
      await close()
    },
  }
}
