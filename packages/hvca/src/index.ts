/**
 * GlobalSign's HVCA, the certificate management API of Atlas, as far as it tells about an account: claimed domains, the
 * quota that is left, and every certificate that was issued. It only reads. Knows nothing of the rest of Certwire.
 */
export { claimOver, endsSoon, type StandingClaim } from './claim-over.ts'
export { connectHvca, type HvcaOptions } from './connect.ts'
export type { Claim, Hvca, IssuedCertificate, Listed } from './hvca.ts'
export { HvcaError, type HvcaErrorCode } from './hvca-error.ts'
