import { connectAcme, importAccountKey, keyAuthorizationDigest, thumbprint } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountDocument } from './account-documents.ts'
import type { Issuer } from './issuers.ts'

/** Speaks to the CA with the key of the account, and for the account as far as it is known where that is. */
export async function connectAccount(
  { directory, origins, tlsCa }: IssuerConfig,
  { url }: AccountDocument,
  pem: string,
  clock: () => Date,
): Promise<Issuer> {
  const accountKey = importAccountKey(pem)
  const print = thumbprint(accountKey)
  const acme = await connectAcme({
    ...{ directory, accountKey, origins, clock, userAgent: 'certwire/0.1' },
    ...(url !== undefined && { accountUrl: url }),
    ...(tlsCa !== undefined && { tlsCa }),
  })
  return {
    acme,
    ...(url !== undefined && { accountUrl: url }),
    digest: (token) => keyAuthorizationDigest(token, print),
  }
}
