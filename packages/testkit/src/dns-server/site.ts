import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../child.ts'
import type { KeyedServer, ServerKey } from './other-hand.ts'

export interface SiteOptions {
  /** Any address of the loopback network: 127.0.0.1 unless told. */
  readonly host?: string
  /** A free one unless told. Servers at several addresses can share one. */
  readonly port?: number
  /** One of its own unless told. */
  readonly key?: ServerKey
}

/** Where a server lives. */
export interface Site extends KeyedServer {
  readonly folder: string
  readonly zones: readonly string[]
}

/** Zones by name, each with its records beside SOA and NS: `www 60 A 192.0.2.1`, relative to the zone. */
export type ZoneRecords = Readonly<Record<string, readonly string[]>>

export async function makeSite(zones: readonly string[], options: SiteOptions): Promise<Site> {
  const { host = '127.0.0.1', port = await freePort() } = options
  const secret = randomBytes(32).toString('base64')
  const key = options.key ?? { name: 'certwire-test', algorithm: 'hmac-sha256', secret }
  const folder = await mkdtemp(join(tmpdir(), 'certwire-dns-'))
  return { host, port, key, folder, zones }
}

export const zoneFile = ({ folder }: Pick<Site, 'folder'>, zone: string): string =>
  join(folder, `${zone}.zone`)

export const FIRST_SERIAL = 1

/** Master files (RFC 1035 §5). By their SOA, secondaries ask for changes once a day. */
export async function writeZones(site: Site, records: ZoneRecords): Promise<void> {
  for (const [zone, lines] of Object.entries(records)) {
    const soa = `@ SOA ns1 hostmaster ${FIRST_SERIAL} 86400 86400 604800 60`
    const head = [`$ORIGIN ${zone}.`, '$TTL 60', soa]
    const servers = ['@ NS ns1', `ns1 A ${site.host}`]
    await writeFile(zoneFile(site, zone), [...head, ...servers, ...lines, ''].join('\n'))
  }
}
