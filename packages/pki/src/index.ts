/**
 * Keys, certificate requests and chains: made with care, read with suspicion. Knows nothing of the rest of Certwire.
 */
export { createCsr } from './create-csr.ts'
export { generateKey } from './key.ts'
export { ChainError, CsrError } from './pki-error.ts'
export { readCsr } from './read-csr.ts'
export { type VerifiedChain, verifyChain } from './verify-chain.ts'
