import { type AcmePort, loadAcme } from '@certwire/acme'
import type { Config, IssuerConfig } from '@certwire/config'
import type { Sealer } from '@certwire/secrets'
import type { Store } from '@certwire/store'
import { type AccountDocument, accounts } from './account-documents.ts'
import { connectAccounts } from './accounts.ts'
import { keptConnections } from './connections.ts'
import { IssuerError } from './issuer-error.ts'
import { registered } from './registration.ts'
import { sharedWork } from './shared-work.ts'

/** A CA with our account there. */
export interface Issuer {
  readonly acme: AcmePort
  /** Where our account is, once it is registered. */
  readonly accountUrl?: string
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
  const [collection] = await Promise.all([store.open(accounts), loadAcme()])
  const all = connectAccounts({ collection, sealer, clock })
  const connections = keptConnections({ keyOf: all.keyOf, clock })
  const once = sharedWork<Issuer>()
  // Orders that come together register the account once.
  const located = (issuer: IssuerConfig, account: AccountDocument, signal: AbortSignal) =>
    once(account._id, async () => {
      const { acme } = await connections.to(issuer, account)
      const url = await registered(acme, issuer, signal)
      return connections.to(issuer, await all.located(account, url))
    })
  const configOf = (name: string) => configured(config, name)
  return {
    names: Object.keys(config.issuers),
    defaultName: config.defaultIssuer,
    open: async (name) => {
      const issuer = configOf(name)
      const account = await all.find(issuer)
      if (account?.url !== undefined) return connections.to(issuer, account)
      throw new IssuerError('ERR_ACCOUNT_MISSING', `There is no account at ${name} yet.`)
    },
    register: async (name, signal) => {
      const issuer = configOf(name)
      const account = await all.findOrCreate(issuer)
      return account.url === undefined
        ? located(issuer, account, signal)
        : connections.to(issuer, account)
    },
    reregister: async (name, signal) => {
      const issuer = configOf(name)
      return located(issuer, await all.findOrCreate(issuer), signal)
    },
    close: connections.close,
  }
}

function configured({ issuers }: Options['config'], name: string): IssuerConfig {
  const issuer = Object.hasOwn(issuers, name) ? issuers[name] : undefined
  if (issuer) return issuer
  throw new IssuerError('ERR_ISSUER_UNKNOWN', `No issuer "${name}" is configured.`)
}
