/**
 * Proves control of names with dns-01: writes challenge records through a provider, one file per vendor, and checks
 * that every authoritative server has them, without ever asking a cache that would remember that they are not there.
 * Knows nothing of the rest of Certwire.
 */
export { canonical, DnsNameError } from './dns-name.ts'
export { type Propagation, type PropagationReport, propagation } from './propagation.ts'
export type { DnsProvider, TxtValue } from './provider.ts'
export { DnsProviderError } from './provider-error.ts'
export { hasCredentials } from './providers/endpoint.ts'
export { providers } from './providers/index.ts'
export { memoryProvider } from './providers/memory.ts'
export { DnsQueryError } from './query-error.ts'
export { ServerText } from './server-text.ts'
export { ZoneBasics, ZoneConfig, ZoneName } from './zone-config.ts'
export { connectZones, type Zone, type Zones, zonesOf } from './zones.ts'
