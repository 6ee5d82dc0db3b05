import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findDnsServer } from '../dns-server/find.ts'
import {
  makeSite,
  type Site,
  type SiteOptions,
  writeZones,
  type ZoneRecords,
  zoneFile,
} from '../dns-server/site.ts'
import { type DnsServer, startDnsServer } from '../dns-server/start.ts'

/** BIND's version; undefined, with the reason printed, when it cannot be started here. */
export const findBind = () => findDnsServer('named', 'bind9')

/** A BIND that is the primary server of these zones. */
export async function startBind(zones: ZoneRecords, options: SiteOptions = {}): Promise<DnsServer> {
  const site = await makeSite(Object.keys(zones), options)
  const config = join(site.folder, 'named.conf')
  await writeZones(site, zones)
  await writeFile(config, configOf(site), { mode: 0o600 })
  return startDnsServer(site, 'named', ['-f', '-n', '1', '-c', config])
}

const configOf = (site: Site) => `options {
  directory "${site.folder}";
  listen-on port ${site.port} { ${site.host}; };
  listen-on-v6 { none; };
  recursion no;
  notify no;
  max-ixfr-ratio unlimited;
  dnssec-validation no;
  empty-zones-enable no;
  pid-file none;
  lock-file none;
  session-keyfile none;
};
controls { };
key "${site.key.name}" { algorithm ${site.key.algorithm}; secret "${site.key.secret}"; };
${site.zones.map((zone) => zoneOf(site, zone)).join('\n')}
`

const zoneOf = (site: Site, zone: string) => `zone "${zone}" {
  type primary;
  file "${zoneFile(site, zone)}";
  allow-update { key "${site.key.name}"; };
  allow-transfer { key "${site.key.name}"; };
};`
