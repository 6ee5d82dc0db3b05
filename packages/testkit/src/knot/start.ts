import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDnsServer } from '../dns-server/find.ts'
import {
  makeSite,
  type Site,
  type SiteOptions,
  writeZones,
  type ZoneRecords,
} from '../dns-server/site.ts'
import { type DnsServer, startDnsServer } from '../dns-server/start.ts'
import { run } from '../dns-server/tools.ts'
import { configOf, controlSocket } from './config.ts'

/** A secondary that asks its primary for changes only when it is told. */
export interface KnotSecondary extends DnsServer {
  /** Resolves when it has what the primary has. */
  refresh(): Promise<void>
}

/** Knot's version; undefined, with the reason printed, when it cannot be started here. */
export const findKnot = () => findDnsServer('knotd', 'knot')

/** A Knot DNS that is the primary server of these zones. */
export async function startKnot(zones: ZoneRecords, options: SiteOptions = {}): Promise<DnsServer> {
  const site = await makeSite(Object.keys(zones), options)
  await writeZones(site, zones)
  return startAt(site, configOf(site))
}

/** A Knot DNS that serves the zones of another server, as they are there when it starts and at each `refresh`. */
export async function startKnotSecondary(
  primary: DnsServer,
  options: Omit<SiteOptions, 'key'> = {},
): Promise<KnotSecondary> {
  const site = await makeSite(primary.zones, { ...options, key: primary.key })
  const server = await startAt(site, configOf(site, primary))
  const refresh = async () => {
    await run('knotc', ['--socket', controlSocket(site), '--blocking', 'zone-refresh'])
  }
  return { ...server, refresh }
}

async function startAt(site: Site, config: string): Promise<DnsServer> {
  const file = join(site.folder, 'knot.conf')
  await writeFile(file, config, { mode: 0o600 })
  return startDnsServer(site, 'knotd', ['--config', file])
}
