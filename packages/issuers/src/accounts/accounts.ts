import type { KeyObject } from 'node:crypto'
import { generateAccountKey, importAccountKey, thumbprint } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { Sealed, Sealer } from '@certwire/secrets'
import { type Collection, insertOrGet } from '@certwire/store'
import { type AccountDocument, accountIdOf } from './account-documents.ts'
import { completed } from './earlier-account.ts'

/** A key as an account document has it. */
export interface KeptKey {
  readonly key: Sealed
  readonly thumbprint: string
}

export interface Accounts {
  find(issuer: IssuerConfig): Promise<AccountDocument | undefined>
  /** As it is in the store at this moment. */
  read(issuer: IssuerConfig): Promise<AccountDocument | undefined>
  /** The account's document, made with its key if there is none: the key is kept before the CA hears of it. */
  findOrCreate(issuer: IssuerConfig): Promise<AccountDocument>
  /** Its next version. Undefined when somebody else was first. */
  save(account: AccountDocument): Promise<AccountDocument | undefined>
  /** Seals a key for this account. */
  keep(issuer: IssuerConfig, key: KeyObject): Promise<KeptKey>
  /** The private key in PEM. */
  keyOf(account: Pick<AccountDocument, '_id' | 'key'>): Promise<string>
}

interface Deps {
  readonly collection: Collection<AccountDocument>
  readonly sealer: Sealer
  readonly clock: () => Date
}

const context = (id: string) => ({ tenant: '', collection: 'accounts', id, purpose: 'account-key' })

/** Another process may have changed an account, and every step of every order asks for it. */
export const FRESH_MS = 1000

export function connectAccounts({ collection, sealer, clock }: Deps): Accounts {
  const fresh = new Map<string, { account: AccountDocument; until: number }>()
  const remember = (account: AccountDocument): AccountDocument => {
    fresh.set(account._id, { account, until: clock().getTime() + FRESH_MS })
    return account
  }
  const keyOf: Accounts['keyOf'] = async ({ _id, key }) =>
    (await sealer.open(key, context(_id))).reveal()
  const read: Accounts['read'] = async (issuer) => {
    const kept = await collection.get(accountIdOf(issuer.name, issuer.directory))
    const account = kept && (await completed(kept, issuer, keyOf))
    // One that is not registered yet will be at any moment.
    return account?.url === undefined ? account : remember(account)
  }
  const keep: Accounts['keep'] = async ({ name, directory }, key) => {
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
    const sealed = await sealer.seal(pem, context(accountIdOf(name, directory)))
    return { key: sealed, thumbprint: thumbprint(key) }
  }
  const create = async (issuer: IssuerConfig): Promise<AccountDocument> => {
    const { name, directory, accountKey } = issuer
    const _id = accountIdOf(name, directory)
    const key = accountKey ? importAccountKey(accountKey.reveal()) : generateAccountKey()
    const kept = await keep(issuer, key)
    const account: AccountDocument = {
      ...{ _id, version: 1, issuer: name, directory, ...kept, createdAt: clock().toISOString() },
      ...(accountKey && { configuredKey: kept.thumbprint }),
    }
    return insertOrGet(collection, account)
  }
  const find: Accounts['find'] = async (issuer) => {
    const kept = fresh.get(accountIdOf(issuer.name, issuer.directory))
    return kept && clock().getTime() < kept.until ? kept.account : read(issuer)
  }
  return {
    ...{ find, read, keep, keyOf },
    findOrCreate: async (issuer) => (await find(issuer)) ?? create(issuer),
    save: async (account) => {
      const next = { ...account, version: account.version + 1 }
      if (await collection.replace(next)) return remember(next)
      fresh.delete(account._id)
      return undefined
    },
  }
}
