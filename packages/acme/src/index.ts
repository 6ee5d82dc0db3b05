/**
 * An RFC 8555 client behind a port. acme-client signs and shapes the requests; transport, nonces, limits and errors are
 * ours, for a service must neither hang nor sleep nor repeat what cannot be repeated. Knows nothing of the rest of
 * Certwire.
 */
export { AccountKeyError, generateAccountKey, importAccountKey } from './account-key.ts'
export { accountLabel } from './account-label.ts'
export { CaError } from './ca-error.ts'
export { decodeEabKey, EabKeyError } from './eab.ts'
export { keyAuthorizationDigest, thumbprint } from './key-authorization.ts'
export { connectAcme, loadAcme, revokeByCertificateKey } from './load.ts'
export { persistentRecord } from './persistent-record.ts'
export type {
  Account,
  AcmePort,
  Authorization,
  Challenge,
  Directory,
  Endpoint,
  Order,
  OrderOptions,
  Pace,
  RenewalInfo,
} from './port.ts'
export { AcmeProblem } from './problem.ts'
export type { ProblemDocument } from './problem-document.ts'
