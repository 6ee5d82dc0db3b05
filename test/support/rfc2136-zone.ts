import type { DnsServer } from '@certwire/testkit'

/** A zone of this server as certwire.yaml has it. */
export const rfc2136Zone = (zone: string, { address, key }: DnsServer) => ({
  ...{ zone, provider: 'rfc2136' as const, server: address, servers: [address] },
  ...{ keyName: key.name, keyAlgorithm: key.algorithm, keySecret: key.secret },
})
