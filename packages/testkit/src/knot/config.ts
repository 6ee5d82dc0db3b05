import { join } from 'node:path'
import type { KeyedServer } from '../dns-server/other-hand.ts'
import { type Site, zoneFile } from '../dns-server/site.ts'

export const controlSocket = ({ folder }: Site): string => join(folder, 'knot.sock')

/** knot.conf, of the primary server of the zones or of a secondary to that one. */
export function configOf(site: Site, primary?: KeyedServer): string {
  const { folder, host, port, key } = site
  return `server:
    rundir: "${folder}"
    listen: ${host}@${port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "${folder}"
key:
  - id: ${key.name}
    algorithm: ${key.algorithm}
    secret: ${key.secret}
${primary ? remote(primary) : ''}acl:
  - id: ours
    key: ${key.name}
    action: [transfer, update]
zone:
${site.zones.map((zone) => zoneOf(site, zone, primary)).join('')}`
}

const remote = ({ host, port, key }: KeyedServer) => `remote:
  - id: primary
    address: ${host}@${port}
    key: ${key.name}
`

const zoneOf = (site: Site, zone: string, primary?: KeyedServer) => `  - domain: ${zone}
    file: "${zoneFile(site, zone)}"
    zonefile-sync: -1
    journal-max-depth: 100000
    acl: ours
${primary ? '    master: primary\n' : ''}`
