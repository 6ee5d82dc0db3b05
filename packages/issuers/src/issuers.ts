import type { AcmePort } from '@certwire/acme'
import type { ChallengeType, IssuerConfig } from '@certwire/config'
import type { AccountDocument } from './accounts/account-documents.ts'
import { configured } from './configured.ts'
import { IssuerError } from './issuer-error.ts'
import { connectKept, type IssuersOptions } from './kept.ts'
import { sharedWork } from './shared-work.ts'

/** A CA with our account there. */
export interface Issuer {
  readonly name: string
  readonly acme: AcmePort
  /** Where our account is, once it is registered. */
  readonly accountUrl?: string
  /** How names are proved there, the preferred way first. */
  readonly challenges: readonly ChallengeType[]
  /** The value of the TXT record that answers a dns-01 challenge with this token. */
  digest(token: string): string
}

export interface Issuers {
  readonly names: readonly string[]
  readonly defaultName: string
  /** With the account that is in the store; `ERR_ACCOUNT_MISSING` as long as ordering has not registered one. */
  open(name: string): Promise<Issuer>
  /** The same for something new, registering the account first where there is none. */
  register(name: string, signal: AbortSignal): Promise<Issuer>
  /** The CA has forgotten the account: registers it again, with the same key. */
  reregister(name: string, signal: AbortSignal): Promise<Issuer>
  close(): Promise<void>
}

/** The configured CAs. Accounts are in the store; connections are kept, and may be lost at any moment. */
export async function connectIssuers(options: IssuersOptions): Promise<Issuers> {
  const { config } = options
  const { accounts, connections, register } = await connectKept(options)
  const once = sharedWork<Issuer>()
  // Orders that come together register the account once.
  const located = (issuer: IssuerConfig, signal: AbortSignal) =>
    once(issuer.name, async () => connections.to(issuer, await register(issuer, signal)))
  return {
    names: Object.keys(config.issuers),
    defaultName: config.defaultIssuer,
    open: async (name) => {
      const issuer = configured(config, name)
      const account = settled(inForce(await accounts.find(issuer)))
      if (account?.url !== undefined) return connections.to(issuer, account)
      throw new IssuerError('ERR_ACCOUNT_MISSING', `There is no account at ${name} yet.`)
    },
    register: async (name, signal) => {
      const issuer = configured(config, name)
      const account = settled(inForce(await accounts.findOrCreate(issuer)))
      return account.url === undefined ? located(issuer, signal) : connections.to(issuer, account)
    },
    reregister: async (name, signal) => {
      const issuer = configured(config, name)
      settled(inForce(await accounts.findOrCreate(issuer)))
      return located(issuer, signal)
    },
    close: connections.close,
  }
}

function inForce<A extends AccountDocument | undefined>(account: A): A {
  if (account?.deactivatedAt === undefined) return account
  const { issuer, url, deactivatedAt } = account
  const reason = `The account at ${issuer} (${url ?? 'not registered'}) was deactivated at ${deactivatedAt}.`
  throw new IssuerError('ERR_ACCOUNT_DEACTIVATED', reason)
}

/** Nobody knows at which moment the CA takes the other key: nothing is asked of it meanwhile. */
function settled<A extends AccountDocument | undefined>(account: A): A {
  if (!account?.rollover) return account
  const reason = `The key of the account at ${account.issuer} is being changed.`
  throw new IssuerError('ERR_ACCOUNT_ROLLOVER', reason)
}
