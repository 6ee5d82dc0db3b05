import type { Config, VerifyWebhook } from '@certwire/config'

type Configured = Config['webhooks']['sources'][string]

/** Whose platform it is, as `kind` names it in the configuration. */
export type Kind = Configured['kind']

/** Where the fields of a hint stand in the body, as JSON pointers (RFC 6901). */
export type Mapping = { readonly [Field in keyof Configured['map']]?: Configured['map'][Field] }

/** What is known of the webhooks of one platform, where the configuration says nothing else. */
export interface SourceKind {
  /** What they have to pass. */
  readonly verify: readonly VerifyWebhook[]
  readonly map: Mapping
  /** A `GET` says in its query what a `POST` says in its body. */
  readonly methods: readonly ('GET' | 'POST')[]
  readonly bodies: readonly ('json' | 'form')[]
}
