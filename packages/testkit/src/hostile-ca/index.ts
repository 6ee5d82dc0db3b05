export { type Authority, createAuthority } from './authority.ts'
export { type HostileCa, startHostileCa } from './start.ts'
export { type Spoiling, startIssuingCa } from './start-issuing.ts'
