import { generateAccountKey, importAccountKey } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { Sealer } from '@certwire/secrets'
import { type Collection, insertOnce } from '@certwire/store'
import { type AccountDocument, accountIdOf } from './account-documents.ts'

export interface Accounts {
  find(issuer: IssuerConfig): Promise<AccountDocument | undefined>
  /** The account's document, made with its key if there is none: the key is kept before the CA hears of it. */
  findOrCreate(issuer: IssuerConfig): Promise<AccountDocument>
  /** Keeps where the account is; whoever was first wins. */
  located(account: AccountDocument, url: string): Promise<AccountDocument>
  /** The private key in PEM. */
  keyOf(account: AccountDocument): Promise<string>
}

interface Deps {
  readonly collection: Collection<AccountDocument>
  readonly sealer: Sealer
  readonly clock: () => Date
}

const context = (id: string) => ({ tenant: '', collection: 'accounts', id, purpose: 'account-key' })

/** Another process may have registered an account anew, and every step of every order asks for it. */
const FRESH_MS = 1000

export function connectAccounts({ collection, sealer, clock }: Deps): Accounts {
  const fresh = new Map<string, { account: AccountDocument; until: number }>()
  const remember = (account: AccountDocument): AccountDocument => {
    fresh.set(account._id, { account, until: clock().getTime() + FRESH_MS })
    return account
  }
  const known = async (id: string): Promise<AccountDocument> => {
    const account = await collection.get(id)
    if (!account) throw new Error(`the account ${id} vanished from the store`)
    return account
  }
  const create = async ({ name, directory, accountKey }: IssuerConfig) => {
    const _id = accountIdOf(name, directory)
    const key = accountKey ? importAccountKey(accountKey.reveal()) : generateAccountKey()
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
    const sealed = await sealer.seal(pem, context(_id))
    const account = { _id, version: 1, directory, key: sealed, createdAt: clock().toISOString() }
    return (await insertOnce(collection, account)) ? account : known(_id)
  }
  const find = async ({ name, directory }: IssuerConfig) => {
    const id = accountIdOf(name, directory)
    const kept = fresh.get(id)
    if (kept && clock().getTime() < kept.until) return kept.account
    const account = await collection.get(id)
    // One that is not registered yet will be at any moment.
    return account?.url === undefined ? account : remember(account)
  }
  return {
    find,
    findOrCreate: async (issuer) => (await find(issuer)) ?? create(issuer),
    located: async (account, url) => {
      if (account.url === url) return account
      const next = { ...account, url, version: account.version + 1 }
      return remember((await collection.replace(next)) ? next : await known(account._id))
    },
    keyOf: async ({ _id, key }) => (await sealer.open(key, context(_id))).reveal(),
  }
}
