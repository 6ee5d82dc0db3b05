import { createHash } from 'node:crypto'
import { Sealed } from '@certwire/secrets'
import type { CollectionDefinition } from '@certwire/store'
import { z } from 'zod'

/** Our account at a CA. Without `url` the CA may or may not know the key yet. */
export const AccountDocument = z.strictObject({
  /** The issuer's name and a digest of its directory: another directory is another account. */
  _id: z.string(),
  version: z.int(),
  directory: z.string(),
  url: z.string().optional(),
  /** The account's key in PKCS#8 PEM, sealed. */
  key: Sealed,
  createdAt: z.string(),
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
