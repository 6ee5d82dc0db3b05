import { isIP } from 'node:net'
import { rangesOf } from './verify-schema.ts'

/** IANA's special-purpose registry, multicast, and the address at which Azure's machines find their host. */
const special = rangesOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '168.63.129.16'],
  // Teredo and its neighbours, documentation, 6to4.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
])

/** All of IPv6 that is given out to networks on the Internet. */
const unicast = rangesOf(['2000::/3'])

/** IPv4-mapped, and NAT64 (RFC 6052), by which a network without IPv4 reaches all of it. */
const EMBEDDED = /^(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})$/

/** Whether an address is on the Internet, and neither ours, nor of this machine, nor that of a cloud's metadata. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4')
  const written = isIP(address) === 6 ? canonical(address) : undefined
  if (written === undefined) return false
  const [, high, low] = EMBEDDED.exec(written) ?? []
  if (high !== undefined && low !== undefined)
    return isPublicAddress(dotted(Number.parseInt(high, 16), Number.parseInt(low, 16)))
  return unicast.check(written, 'ipv6') && !special.check(written, 'ipv6')
}

/** RFC 5952. Undefined for an address with a zone, which is of one link. */
const canonical = (address: string) => URL.parse(`http://[${address}]`)?.hostname.slice(1, -1)

const dotted = (high: number, low: number): string =>
  [high >> 8, high & 255, low >> 8, low & 255].join('.')
