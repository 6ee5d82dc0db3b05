import type { AcmePort } from '@certwire/acme'
import type { Config, IssuerConfig } from '@certwire/config'
import type { Sealer } from '@certwire/secrets'
import type { Store } from '@certwire/store'
import { type AccountDocument, accounts } from './account-documents.ts'
import { connectAccounts } from './accounts.ts'
import { connectAccount } from './connect-account.ts'
import { IssuerError } from './issuer-error.ts'
import { registered } from './registration.ts'

/** A CA with our account there. */
export interface Issuer {
  readonly acme: AcmePort
  /** The value of the TXT record that answers a dns-01 challenge with this token. */
  digest(token: string): string
}

export interface Issuers {
  readonly names: readonly string[]
  readonly defaultName: string
  /** With the account that is in the store; `ERR_ACCOUNT_MISSING` as long as ordering has not registered one. */
  open(name: string): Promise<Issuer>
  /** The same, registering the account first where there is none. */
  register(name: string, signal: AbortSignal): Promise<Issuer>
  /** The CA has forgotten the account: registers it again, with the same key. */
  reregister(name: string, signal: AbortSignal): Promise<Issuer>
  close(): Promise<void>
}

interface Options {
  readonly config: Pick<Config, 'issuers' | 'defaultIssuer'>
  readonly store: Store
  readonly sealer: Sealer
  readonly clock: () => Date
}

/** The configured CAs. Accounts are in the store; connections are kept, and may be lost at any moment. */
export async function connectIssuers({ config, store, sealer, clock }: Options): Promise<Issuers> {
  const all = connectAccounts({ collection: await store.open(accounts), sealer, clock })
  const connections = new Map<string, { account: AccountDocument; issuer: Promise<Issuer> }>()
  const configOf = (name: string): IssuerConfig => {
    const issuer = Object.hasOwn(config.issuers, name) ? config.issuers[name] : undefined
    if (!issuer) throw new IssuerError('ERR_ISSUER_UNKNOWN', `No issuer "${name}" is configured.`)
    return issuer
  }
  const connected = (config: IssuerConfig, account: AccountDocument): Promise<Issuer> => {
    const kept = connections.get(account._id)
    // Another process may have registered the account anew.
    if (kept?.account.version === account.version) return kept.issuer
    const issuer = all.keyOf(account).then((pem) => connectAccount(config, account, pem, clock))
    connections.set(account._id, { account, issuer })
    return issuer
  }
  const located = async (name: string, account: AccountDocument, signal: AbortSignal) => {
    const { acme } = await connected(configOf(name), account)
    const url = await registered(acme, configOf(name), signal)
    return connected(configOf(name), await all.located(account, url))
  }
  return {
    names: Object.keys(config.issuers),
    defaultName: config.defaultIssuer,
    open: async (name) => {
      const account = await all.find(configOf(name))
      if (account?.url !== undefined) return connected(configOf(name), account)
      throw new IssuerError('ERR_ACCOUNT_MISSING', `There is no account at ${name} yet.`)
    },
    register: async (name, signal) => {
      const account = await all.findOrCreate(configOf(name))
      return account.url === undefined
        ? located(name, account, signal)
        : connected(configOf(name), account)
    },
    reregister: async (name, signal) =>
      located(name, await all.findOrCreate(configOf(name)), signal),
    close: async () => {
      for (const { issuer } of connections.values())
        await issuer.then(({ acme }) => acme.close()).catch(() => undefined)
    },
  }
}
