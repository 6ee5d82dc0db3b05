import { createHash } from 'node:crypto'
import { Sealed } from '@certwire/secrets'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

const Instant = z.string()

/** A key that an account is to have; the CA may know it already. */
const Rollover = z.strictObject({ key: Sealed, thumbprint: z.string(), since: Instant })

/**
 * An account that this one took the place of, or, without `url`, a key that this one was to have. The keys are kept, for
 * certificates may have to be revoked with them.
 */
const FormerAccount = z.strictObject({
  url: z.string().optional(),
  key: Sealed,
  thumbprint: z.string(),
  until: Instant,
})

/** Our account at a CA. Without `url` the CA may or may not know the key yet. */
export const AccountDocument = z.strictObject({
  /** The issuer's name and a digest of its directory: another directory is another account. */
  _id: z.string(),
  version: z.int(),
  issuer: z.string(),
  directory: z.string(),
  url: z.string().optional(),
  /** The account's key in PKCS#8 PEM, sealed. */
  key: Sealed,
  /** Of this key: RFC 7638. */
  thumbprint: z.string(),
  createdAt: Instant,
  registeredAt: Instant.optional(),
  /** As the CA was told last. */
  contact: z.array(z.string()).optional(),
  /** The EAB that was sent, or configured, when it was registered. */
  eabKid: z.string().optional(),
  /** The thumbprint of the configured key that is known not to be this one, or was this one before a rollover. */
  configuredKey: z.string().optional(),
  /** Until then one process alone may ask the CA for it. */
  registeringUntil: Instant.optional(),
  rollover: Rollover.optional(),
  /** Cannot be undone: RFC 8555 §7.3.6. */
  deactivatedAt: Instant.optional(),
  former: z.array(FormerAccount).max(20).optional(),
})
export type AccountDocument = z.infer<typeof AccountDocument>

/** Written by ordering; validation and finalization read. */
export const accounts: CollectionDefinition<AccountDocument> = {
  name: 'accounts',
  schema: AccountDocument,
  indexes: {},
}

export const accountIdOf = (name: string, directory: string): string =>
  `${name}-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`
