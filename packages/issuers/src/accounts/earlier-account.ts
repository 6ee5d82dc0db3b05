import { importAccountKey, thumbprint } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountDocument } from './account-documents.ts'

type Known = 'issuer' | 'thumbprint'

/** As it may be in the store: at first neither whose an account is nor which key it has was kept beside it. */
export type KeptAccount = Omit<AccountDocument, Known> & Partial<Pick<AccountDocument, Known>>

/** The account with all that is kept of one today. */
export async function completed(
  account: KeptAccount,
  { name, eab }: IssuerConfig,
  keyOf: (account: KeptAccount) => Promise<string>,
): Promise<AccountDocument> {
  const { issuer, thumbprint: print } = account
  if (issuer !== undefined && print !== undefined) return { ...account, issuer, thumbprint: print }
  return {
    // There was no other EAB then than that of the configuration.
    ...(account.url !== undefined && eab && { eabKid: eab.kid }),
    ...account,
    ...{ issuer: name, thumbprint: thumbprint(importAccountKey(await keyOf(account))) },
  }
}
