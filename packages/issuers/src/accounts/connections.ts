import type { IssuerConfig } from '@certwire/config'
import type { Issuer } from '../issuers.ts'
import type { AccountDocument } from './account-documents.ts'
import { type Connecting, connectAccount } from './connect-account.ts'

export interface Connections {
  /** The CA as this account knows it; opened once for each version of the account. */
  to(issuer: IssuerConfig, account: AccountDocument): Promise<Issuer>
  close(): Promise<void>
}

interface Deps extends Connecting {
  /** The account's private key in PEM. */
  readonly keyOf: (account: AccountDocument) => Promise<string>
}

/** Connections that are kept, and may be lost at any moment. */
export function keptConnections({ keyOf, ...how }: Deps): Connections {
  const kept = new Map<string, { version: number; issuer: Promise<Issuer> }>()
  return {
    to: (config, account) => {
      const { _id, version } = account
      const known = kept.get(_id)
      // Another process may have registered the account anew.
      if (known?.version === version) return known.issuer
      const issuer = keyOf(account).then((pem) => connectAccount(config, account, pem, how))
      kept.set(_id, { version, issuer })
      // A key that could not be had now may be had later.
      issuer.catch(() => kept.delete(_id))
      return issuer
    },
    close: async () => {
      for (const { issuer } of kept.values())
        await issuer.then(({ acme }) => acme.close()).catch(() => undefined)
    },
  }
}
