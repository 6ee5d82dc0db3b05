/**
 * A local ACME CA (RFC 8555) on real HTTPS and an authoritative DNS server on UDP and TCP, for trying things and for
 * tests: third-party ACME clients get certificates from them as from a public CA, in milliseconds and without a network.
 */
export type { SandboxLedger } from './ca/ledger.ts'
export { type SandboxCa, startSandboxCa } from './ca/start.ts'
export { createSandboxCaState, type SandboxCaState } from './ca/state.ts'
export { type SandboxDns, startSandboxDns } from './dns/start.ts'
