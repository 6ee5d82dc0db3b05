import type { VerifyWebhook } from '@certwire/config'
import type { Incoming } from './inbound/incoming.ts'

/** Why a webhook is not taken, for the log and for nobody else; undefined when there is nothing against it. */
export type Verify = (webhook: Incoming, now: Date) => string | undefined

/**
 * One way to tell who sent a webhook, by the bytes that came. It says what is wrong in words of its own, never in those of
 * the sender, and compares secrets in a time that tells nothing of them.
 */
export type Verifier<By extends VerifyWebhook['by']> = (
  config: Extract<VerifyWebhook, { readonly by: By }>,
) => Verify
