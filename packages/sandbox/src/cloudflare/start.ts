import type { SandboxDns } from '../dns/start.ts'
import type { VendorControl, VendorHook } from '../vendor/control.ts'
import { feedOf } from '../vendor/feed.ts'
import { serveVendor } from '../vendor/serve.ts'
import { basePath, cloudflareApi } from './api.ts'
import {
  otherHand,
  type SandboxCloudflareForeign,
  type SandboxCloudflareRecord,
} from './other-hand.ts'
import { requestLimit } from './request-limit.ts'
import { createState } from './state.ts'
import type { SandboxCloudflareToken } from './tokens.ts'
import { heldZones, type SandboxCloudflareZone } from './zones.ts'

export interface SandboxCloudflareOptions {
  /** An IPv4 address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** 0, the default, takes a free one. */
  readonly port?: number
  readonly zones: readonly SandboxCloudflareZone[]
  /** What may be sent as bearer token, and what it may do. */
  readonly tokens: Readonly<Record<string, SandboxCloudflareToken>>
  /** A name server of the same zones; it gets every change `propagationMs` later, at once by default. */
  readonly dns?: Pick<SandboxDns, 'add' | 'remove'>
  readonly propagationMs?: number
  /** `cloudflare`: 1,200 requests in five minutes for each token. Without it there is no limit. */
  readonly limits?: 'cloudflare'
  readonly onCall?: VendorHook
  readonly clock?: () => Date
}

/** Cloudflare's API for DNS records, version 4, whose records live in memory and end with it. */
export interface SandboxCloudflare extends VendorControl {
  /** Those that there are still, with their ids. */
  zones(): Required<SandboxCloudflareZone>[]
  /** Those of a zone or of all. */
  records(zone?: string): SandboxCloudflareRecord[]
  /** As if it had always been there: at the name server at once, and not in the journal. */
  seed(record: SandboxCloudflareForeign): void
  /** Another hand writes a record; idempotent. Throws where Cloudflare would refuse it. */
  add(record: SandboxCloudflareForeign): void
  /** Another hand takes a record away; idempotent. */
  remove(record: SandboxCloudflareForeign): void
  /** With all its records, which are not in the journal for that. */
  deleteZone(id: string): void
}

export async function startSandboxCloudflare(
  options: SandboxCloudflareOptions,
): Promise<SandboxCloudflare> {
  const { host = '127.0.0.1', port = 0, propagationMs = 0, onCall } = options
  const { clock = () => new Date() } = options
  const feed = feedOf(options.dns)
  const state = createState({
    zones: heldZones(options.zones),
    tokens: new Map(Object.entries(options.tokens)),
    limit: options.limits && requestLimit(clock),
    ...{ clock, feed, propagationMs },
  })
  const { origin, calls, answerNext, close } = await serveVendor({
    ...{ api: cloudflareApi(state), host, port, clock, onCall },
  })
  return {
    ...{ calls, answerNext, journal: state.journal, endpoint: `${origin}${basePath}` },
    ...otherHand(state),
    close: async () => {
      feed.close()
      await close()
    },
  }
}
