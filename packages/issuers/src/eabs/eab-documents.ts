import { createHash } from 'node:crypto'
import { Sealed } from '@certwire/secrets'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** An External Account Binding (RFC 8555 §7.3.4) and what has become of it. */
export const EabDocument = z.strictObject({
  _id: z.string(),
  version: z.int(),
  issuer: z.string(),
  directory: z.string(),
  kid: z.string(),
  /** As the CA gave it, sealed. */
  hmacKey: Sealed,
  source: z.enum(['config', 'added']),
  /** A tenant, or any words: whose it is. */
  owner: z.string().optional(),
  addedAt: z.string(),
  expiresAt: z.string().optional(),
  state: z.enum(['unused', 'used', 'expired']),
  /** The CA takes it for any number of accounts. */
  reusable: z.literal(true).optional(),
  /** The thumbprint of the account key that it was sent with, kept before it is sent: no other key gets it. */
  claimedBy: z.string().optional(),
  usedAt: z.string().optional(),
  accountUrl: z.string().optional(),
  /** The last no to it. */
  refused: z.strictObject({ at: z.string(), code: z.string() }).optional(),
})
export type EabDocument = z.infer<typeof EabDocument>

/** Written by ordering alone. */
export const eabs: CollectionDefinition<EabDocument> = {
  name: 'eabs',
  schema: EabDocument,
  indexes: { issuer: { fields: ['issuer', 'addedAt'] }, added: { fields: ['addedAt'] } },
}

/** One for each kid of a directory, whichever issuers name it: the CA counts its uses, too, by nothing else. */
export const eabIdOf = (directory: string, kid: string): string =>
  `eab_${createHash('sha256').update(`${directory}\n${kid}`).digest('hex').slice(0, 20)}`
