/**
 * Proves control of names with dns-01: writes challenge records through a provider, one file per vendor, and checks
 * that every authoritative server has them, without ever asking a cache that would remember that they are not there.
 * Knows nothing of the rest of Certwire.
 */
export { connectDns, type Dns } from './connect.ts'
export { canonical, DnsNameError } from './dns-name.ts'
export { type Place, type Placement, placement } from './placement.ts'
export type { Ca } from './preflight/caa-verdict.ts'
export type { Check, Finding } from './preflight/finding.ts'
export type { Preflight } from './preflight/preflight.ts'
export { type Propagation, type PropagationReport, propagation } from './propagation.ts'
export { PropagationPolicy } from './propagation-policy.ts'
export type { DnsProvider, TxtChange, TxtValue } from './provider.ts'
export { DnsProviderError } from './provider-error.ts'
export { hasCredentials } from './providers/endpoint.ts'
export { providers } from './providers/index.ts'
export { memoryProvider } from './providers/memory.ts'
export { type Query, query } from './query.ts'
export { DnsQueryError } from './query-error.ts'
export { ResolverText, ServerText } from './server-text.ts'
export type { Lag, ServerReport } from './server-verdict.ts'
export { ZoneBasics, ZoneConfig, ZoneName } from './zone-config.ts'
export { type Zone, type Zones, zonesOf } from './zones.ts'
