import type { DnsProviderContext } from '../provider.ts'

/** What a provider takes from outside, for one zone of each name. */
export const context: DnsProviderContext = {
  clock: () => new Date(),
  fetch: globalThis.fetch,
  nameServers: async () => [],
}
