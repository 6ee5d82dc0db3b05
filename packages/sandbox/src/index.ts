/**
 * A local ACME CA (RFC 8555) on real HTTPS, an authoritative DNS server on UDP and TCP, and the APIs of DNS vendors that
 * feed it, for trying things and for tests: third-party clients get certificates from them as from a public CA, in
 * milliseconds and without a network.
 */
export { atlasLike } from './ca/atlas-like.ts'
export type { SandboxCaBend } from './ca/bend.ts'
export type { SandboxCaEab } from './ca/bindings.ts'
export type {
  SandboxCaCall,
  SandboxCaControl,
  SandboxCaHook,
  SandboxCaProblem,
  SandboxCaRenewalInfo,
  SandboxCaReply,
  SandboxCaScript,
  SandboxCaScriptOptions,
} from './ca/control.ts'
export type { SandboxIssued, SandboxLedger } from './ca/ledger.ts'
export type { SandboxCaBucket, SandboxCaLimits } from './ca/limits/limits.ts'
export { atlasGuideLimits, letsencryptLimits } from './ca/limits/presets.ts'
export * as misbehave from './ca/misbehave/index.ts'
export type { SandboxCaOperation } from './ca/operation.ts'
export type { SandboxCaOptions } from './ca/options.ts'
export { letsencryptProfiles, type SandboxCaProfile } from './ca/profile.ts'
export type { SandboxCaRetryAfter } from './ca/retry-after.ts'
export { type SandboxCa, startSandboxCa } from './ca/start.ts'
export { createSandboxCaState, type SandboxCaState } from './ca/state.ts'
export type { SandboxCloudflareForeign, SandboxCloudflareRecord } from './cloudflare/other-hand.ts'
export {
  type SandboxCloudflare,
  type SandboxCloudflareOptions,
  startSandboxCloudflare,
} from './cloudflare/start.ts'
export type { SandboxCloudflarePermission, SandboxCloudflareToken } from './cloudflare/tokens.ts'
export type { SandboxCloudflareZone } from './cloudflare/zones.ts'
export { type SandboxDns, startSandboxDns } from './dns/start.ts'
export {
  hvcaRefusal,
  type SandboxHvca,
  type SandboxHvcaOptions,
  startSandboxHvca,
} from './hvca/start.ts'
export type { SandboxHvcaAccount, SandboxHvcaCertificate, SandboxHvcaClaim } from './hvca/state.ts'
export type { SandboxRoute53Access } from './route53/authorize.ts'
export type { SandboxRoute53Zone } from './route53/hosted-zone.ts'
export type { SandboxRoute53Record } from './route53/journal.ts'
export type { SandboxRoute53Foreign } from './route53/other-hand.ts'
export {
  type SandboxRoute53,
  type SandboxRoute53Options,
  startSandboxRoute53,
} from './route53/start.ts'
export type {
  VendorCall,
  VendorChange,
  VendorHook,
  VendorPhase,
  VendorScript,
  VendorScriptOptions,
} from './vendor/control.ts'
