import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyedServer } from '../dns-server/other-hand.ts'
import { makeSite, type Site } from '../dns-server/site.ts'
import { type DnsServer, startDnsServer } from '../dns-server/start.ts'

type Asked = Pick<DnsServer, 'host' | 'port' | 'zones'>

/** A BIND that others ask, that follows CNAMEs from zone to zone, and that asks these servers for their zones. */
export async function startBindResolver(
  servers: readonly Asked[],
): Promise<Pick<DnsServer, 'address' | 'stop'>> {
  const site = await makeSite(
    servers.flatMap(({ zones }) => zones),
    {},
  )
  const config = join(site.folder, 'named.conf')
  await writeFile(config, configOf(site, servers))
  return startDnsServer(site, 'named', ['-f', '-n', '1', '-c', config])
}

/** It remembers nothing, so that nobody has to wait until it forgets. */
const configOf = ({ folder, host, port }: Site, servers: readonly Asked[]) => `options {
  directory "${folder}";
  listen-on port ${port} { ${host}; };
  listen-on-v6 { none; };
  recursion yes;
  max-cache-ttl 0;
  max-ncache-ttl 0;
  dnssec-validation no;
  empty-zones-enable no;
  pid-file none;
  lock-file none;
  session-keyfile none;
};
controls { };
${servers.flatMap((server) => server.zones.map((zone) => forward(zone, server))).join('\n')}
`

const forward = (zone: string, { host, port }: Pick<KeyedServer, 'host' | 'port'>) =>
  `zone "${zone}" { type forward; forward only; forwarders { ${host} port ${port}; }; };`
