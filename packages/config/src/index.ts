/**
 * The configuration: certwire.yaml, the environment over it, secrets from files. One schema; everything is checked, and
 * everything that is wrong is said, before anything starts.
 */
export { adviceOn } from './advice.ts'
export { builtinIssuers } from './builtin-issuers.ts'
export type { ChallengeType, Config, HvcaConfig, IssuerConfig } from './config.ts'
export { ConfigError, type Finding } from './config-error.ts'
export type { LimitsConfig } from './limits-schema.ts'
export { loadConfig } from './load-config.ts'
export { printConfig } from './print-config.ts'
export { isPublicAddress } from './public-address.ts'
export { type ConfigKey, configKeys } from './reference.ts'
export { sandboxEabs } from './sandbox-schema.ts'
export { rangesOf, type VerifyWebhook } from './verify-schema.ts'
