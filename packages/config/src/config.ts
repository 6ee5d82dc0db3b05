import type { PropagationPolicy } from '@certwire/dns'
import type { Secret } from '@certwire/secrets'
import type { Parsed } from './schema.ts'

/** A CA with our account there, checked: what its directory needs is there. */
export interface IssuerConfig {
  readonly name: string
  /** Of the sandbox it is empty until that has started. */
  readonly directory: string
  readonly contact: readonly string[]
  readonly eab?: { readonly kid: string; readonly hmacKey: Secret }
  readonly accountKey?: Secret
  readonly origins: readonly string[]
  readonly tlsCa?: string
  readonly trustedRoots?: string
  /** How many servers of a zone must hold the records before the CA is told to look. */
  readonly propagation: PropagationPolicy
}

/** The whole configuration, checked. */
export interface Config extends Omit<Parsed, 'issuers'> {
  readonly issuers: Readonly<Record<string, IssuerConfig>>
}
