import { connectAcme, importAccountKey, keyAuthorizationDigest, thumbprint } from '@certwire/acme'
import { paceOf } from '@certwire/budgets'
import type { IssuerConfig } from '@certwire/config'
import type { Issuer } from '../issuers.ts'
import type { AccountDocument } from './account-documents.ts'

export interface Connecting {
  readonly clock: () => Date
}

/** Speaks to the CA with the key of the account, and for the account as far as it is known where that is. */
export async function connectAccount(
  issuer: IssuerConfig,
  { url }: Pick<AccountDocument, 'url'>,
  pem: string,
  { clock }: Connecting,
): Promise<Issuer> {
  const { name, directory, origins, tlsCa, challenges = ['dns-01'] } = issuer
  const accountKey = importAccountKey(pem)
  const print = thumbprint(accountKey)
  const acme = await connectAcme({
    ...{ directory, accountKey, origins, clock, userAgent: 'certwire/0.1' },
    pace: paceOf(issuer, clock),
    ...(url !== undefined && { accountUrl: url }),
    ...(tlsCa !== undefined && { tlsCa }),
  })
  return {
    ...{ name, acme, challenges },
    ...(url !== undefined && { accountUrl: url }),
    digest: (token) => keyAuthorizationDigest(token, print),
  }
}
