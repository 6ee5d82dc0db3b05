import { type AcmePort, connectAcme, type Directory, generateAccountKey } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { Store } from '@certwire/store'
import { accountIdOf, accounts } from './accounts/account-documents.ts'

/** The CA as it is for anybody: no account is needed, and none is made. */
export const connectUnknown = (
  { directory, origins, tlsCa }: IssuerConfig,
  clock: () => Date,
): Promise<AcmePort> =>
  connectAcme({
    ...{ directory, origins, clock, accountKey: generateAccountKey(), userAgent: 'certwire/0.1' },
    ...(tlsCa !== undefined && { tlsCa }),
  })

/** What the CA says of itself to anybody. */
export async function directoryOf(
  issuer: IssuerConfig,
  clock: () => Date,
  signal: AbortSignal,
): Promise<Directory> {
  const acme = await connectUnknown(issuer, clock)
  try {
    return await acme.directory(signal)
  } finally {
    await acme.close()
  }
}

/** Where our account is; nothing as long as none is registered. Its key stays sealed. */
export async function accountUrlOf(
  { name, directory }: IssuerConfig,
  store: Store,
): Promise<string | undefined> {
  const collection = await store.open(accounts)
  return (await collection.get(accountIdOf(name, directory)))?.url
}
