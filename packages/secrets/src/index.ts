/**
 * Secrets, in memory and at rest: an object that does not print, and an envelope (AES-256-GCM, a data key for each
 * secret, wrapped by a key-encryption key) that opens only where it was sealed. Knows nothing of the rest of Certwire.
 */
export { type Kek, localKek, parseKek } from './kek.ts'
export { readOrCreateKekFile } from './kek-file.ts'
export { createSealer, type SealContext, Sealed, type Sealer } from './sealer.ts'
export { Secret } from './secret.ts'
export { SecretError } from './secret-error.ts'
