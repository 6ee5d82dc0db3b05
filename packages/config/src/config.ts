import type { PropagationPolicy } from '@certwire/dns'
import type { Secret } from '@certwire/secrets'
import type { challengeTypes } from './issuer-schema.ts'
import type { LimitsConfig } from './limits-schema.ts'
import type { Parsed } from './schema.ts'

/** GlobalSign's certificate management API, which tells about the account. */
export interface HvcaConfig {
  readonly url: string
  readonly apiKey: Secret
  readonly apiSecret: Secret
  readonly clientCertificate: string
  readonly clientKey: Secret
  readonly tlsCa?: string | undefined
}

export type ChallengeType = (typeof challengeTypes)[number]

/** A CA with our account there, checked: what its directory needs is there. */
export interface IssuerConfig {
  readonly name: string
  /** Of the sandbox it is empty until that has started. */
  readonly directory: string
  readonly contact: readonly string[]
  readonly eab?: { readonly kid: string; readonly hmacKey: Secret }
  /** Its CA wants External Account Binding, and there is none here: it has to be in the store. */
  readonly lacksEab?: true
  readonly hvca?: HvcaConfig
  readonly accountKey?: Secret
  readonly origins: readonly string[]
  readonly tlsCa?: string
  readonly trustedRoots?: string
  /** How names are proved, the preferred way first; `dns-01` without it. */
  readonly challenges?: readonly ChallengeType[]
  /** How many servers of a zone must hold the records before the CA is told to look. */
  readonly propagation: PropagationPolicy
  /** What the CA allows; `learned` without it. */
  readonly limits?: LimitsConfig
}

/** The whole configuration, checked. */
export interface Config extends Omit<Parsed, 'issuers'> {
  readonly issuers: Readonly<Record<string, IssuerConfig>>
}
