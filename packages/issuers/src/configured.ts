import type { Config, IssuerConfig } from '@certwire/config'
import { IssuerError } from './issuer-error.ts'

/** What the configuration has under this name; `ERR_ISSUER_UNKNOWN` where it has nothing. */
export function configured({ issuers }: Pick<Config, 'issuers'>, name: string): IssuerConfig {
  const issuer = Object.hasOwn(issuers, name) ? issuers[name] : undefined
  if (issuer) return issuer
  throw new IssuerError('ERR_ISSUER_UNKNOWN', `No issuer "${name}" is configured.`)
}
