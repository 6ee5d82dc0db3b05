/**
 * Keys, certificate requests and chains: made with care, read with suspicion. Knows nothing of the rest of Certwire.
 */
export { ariCertId } from './ari-cert-id.ts'
export { ChainError } from './chain-error.ts'
export { createCsr } from './create-csr.ts'
export { CsrError } from './csr-error.ts'
export { generateKey, type KeyType } from './key.ts'
export { type CsrFacts, readCsr } from './read-csr.ts'
export { type VerifiedChain, verifyChain } from './verify-chain.ts'
