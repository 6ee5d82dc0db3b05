import { type BlockList, isIP } from 'node:net'

/** An IPv4 address is written as one, also where the socket is of IPv6. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

export function isWithin(list: BlockList, address: string | undefined): boolean {
  const family = isIP(address ?? '')
  return family !== 0 && list.check(address ?? '', family === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Who sent a request that reached us from `peer`: the last address that was told by somebody we trust. What anybody else
 * has written into `X-Forwarded-For` does not count. Undefined where a proxy of ours tells none.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  proxies: BlockList,
): string | undefined {
  if (!isWithin(proxies, peer)) return peer
  const hops = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim()))
  const last = hops.findLast((hop) => !isWithin(proxies, hop))
  return last !== undefined && isIP(last) !== 0 ? last : undefined
}
