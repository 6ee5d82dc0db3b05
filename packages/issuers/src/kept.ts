import { loadAcme } from '@certwire/acme'
import type { Config } from '@certwire/config'
import type { Sealer } from '@certwire/secrets'
import type { Store } from '@certwire/store'
import { accounts } from './accounts/account-documents.ts'
import { type Accounts, connectAccounts } from './accounts/accounts.ts'
import type { Connecting } from './accounts/connect-account.ts'
import { type Connections, keptConnections } from './accounts/connections.ts'
import { connectRegistrar, type Registrar } from './accounts/registrar.ts'
import { eabs } from './eabs/eab-documents.ts'
import { connectEabs, type Eabs } from './eabs/eabs.ts'

export interface IssuersOptions extends Connecting {
  readonly config: Pick<Config, 'issuers' | 'defaultIssuer'>
  readonly store: Store
  readonly sealer: Sealer
}

/** What is kept of our accounts, and the CAs as these accounts know them. */
export interface Kept {
  readonly accounts: Accounts
  readonly eabs: Eabs
  readonly connections: Connections
  readonly register: Registrar
}

export async function connectKept({ store, sealer, clock }: IssuersOptions): Promise<Kept> {
  const [accountDocuments, eabDocuments] = await Promise.all([
    store.open(accounts),
    store.open(eabs),
    loadAcme(),
  ])
  const all = connectAccounts({ collection: accountDocuments, sealer, clock })
  const bindings = connectEabs({ collection: eabDocuments, sealer, clock })
  const connections = keptConnections({ keyOf: all.keyOf, clock })
  const register = connectRegistrar({ accounts: all, eabs: bindings, connections, clock })
  return { accounts: all, eabs: bindings, connections, register }
}
