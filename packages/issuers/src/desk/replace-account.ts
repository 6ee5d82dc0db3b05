import type { KeyObject } from 'node:crypto'
import { generateAccountKey, importAccountKey, thumbprint } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountDocument } from '../accounts/account-documents.ts'
import { connectAccount } from '../accounts/connect-account.ts'
import { existing } from '../accounts/registration.ts'
import { IssuerError } from '../issuer-error.ts'
import { assertIdle, type Desk, MOST_FORMER, saved } from './desk.ts'
import { settled } from './roll-over.ts'

export interface Import {
  /** PEM or a JWK. */
  readonly key: string
  readonly url?: string | undefined
  /** Also where there is one already. */
  readonly anew: boolean
}

/** Registers the account of an issuer where it has none; `anew` leaves the one that it has. */
export async function registerAccount(
  desk: Desk,
  issuer: IssuerConfig,
  anew: boolean,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const account = await desk.accounts.findOrCreate(issuer)
  const { url, deactivatedAt } = account
  if (!anew && deactivatedAt !== undefined)
    throw new IssuerError('ERR_ACCOUNT_DEACTIVATED', `The account ${url} is deactivated.`)
  if (!anew && url !== undefined) return account
  if (url === undefined && deactivatedAt === undefined) return desk.register(issuer, signal)
  // Nothing that is under way at one that was deactivated goes on.
  if (deactivatedAt === undefined) await assertIdle(desk, issuer, 'whole')
  const before = await settled(desk, issuer, account, signal)
  await replace(desk, issuer, before, keyFor(issuer, before))
  try {
    return await desk.register(issuer, signal)
  } catch (error) {
    await restore(desk, issuer, before)
    throw error
  }
}

/** The configured key, if no account of ours has had it. */
function keyFor({ accountKey }: IssuerConfig, account: AccountDocument): KeyObject {
  const key = accountKey && importAccountKey(accountKey.reveal())
  const had = [account, ...(account.former ?? [])].map((one) => one.thumbprint)
  return key && !had.includes(thumbprint(key)) ? key : generateAccountKey()
}

/** Takes over an account that another client has made, by its key. */
export async function importAccount(
  desk: Desk,
  issuer: IssuerConfig,
  given: Import,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const key = importAccountKey(given.key)
  const account = await desk.accounts.read(issuer)
  if (account?.thumbprint === thumbprint(key) && account.url !== undefined) return account
  if (account?.url !== undefined && account.deactivatedAt === undefined && !given.anew)
    throw new IssuerError('ERR_ACCOUNT_EXISTS', `The account in force is ${account.url}.`)
  const url = await urlOf(desk, issuer, key, signal)
  if (given.url !== undefined && given.url !== url)
    throw new IssuerError('ERR_ACCOUNT_URL', `The account of this key is ${url}.`)
  if (account?.deactivatedAt === undefined) await assertIdle(desk, issuer, 'whole')
  const before = account ?? (await desk.accounts.findOrCreate(issuer))
  return replace(desk, issuer, await settled(desk, issuer, before, signal), key, url)
}

async function urlOf(desk: Desk, issuer: IssuerConfig, key: KeyObject, signal: AbortSignal) {
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { acme } = await connectAccount(issuer, {}, pem, desk)
  try {
    const url = await existing(acme, signal)
    if (url !== undefined) return url
    throw new IssuerError('ERR_ACCOUNT_UNKNOWN_KEY', 'The CA has no account with this key.')
  } finally {
    await acme.close()
  }
}

/** Puts another account in the place of this one, which is kept among the former ones. */
async function replace(
  desk: Desk,
  issuer: IssuerConfig,
  account: AccountDocument,
  key: KeyObject,
  url?: string,
): Promise<AccountDocument> {
  const { _id, version, directory, former = [], configuredKey } = account
  const now = desk.clock().toISOString()
  const left = { key: account.key, thumbprint: account.thumbprint, until: now }
  const next: AccountDocument = {
    ...{ _id, version, issuer: issuer.name, directory, createdAt: now },
    ...(await desk.accounts.keep(issuer, key)),
    // Whoever replaces it has seen what is configured.
    ...(issuer.accountKey
      ? { configuredKey: thumbprint(importAccountKey(issuer.accountKey.reveal())) }
      : configuredKey !== undefined && { configuredKey }),
    ...(url !== undefined && { url, registeredAt: now }),
    ...(url !== undefined && issuer.eab && { eabKid: issuer.eab.kid }),
    former: [{ ...left, ...(account.url !== undefined && { url: account.url }) }, ...former].slice(
      0,
      MOST_FORMER,
    ),
  }
  return saved(await desk.accounts.save(next), issuer.name)
}

/** There is no new account, as far as the CA knows: the one that was there stays. */
async function restore(desk: Desk, issuer: IssuerConfig, before: AccountDocument): Promise<void> {
  const now = await desk.accounts.read(issuer)
  const isUnheard = now && !(await mayBeThere(desk, now))
  if (isUnheard) await desk.accounts.save({ ...before, version: now.version })
}

/** Its EAB is out, and nobody knows what has become of it. */
async function mayBeThere(desk: Desk, { issuer, thumbprint: own, url }: AccountDocument) {
  const sent = (await desk.eabs.of(issuer)).some(({ claimedBy }) => claimedBy === own)
  return url !== undefined || sent
}
