import { AcmeProblem, CaError, generateAccountKey, importAccountKey } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountDocument } from '../accounts/account-documents.ts'
import { connectAccount } from '../accounts/connect-account.ts'
import { existing } from '../accounts/registration.ts'
import { IssuerError } from '../issuer-error.ts'
import { accountInUse, assertIdle, type Desk, MOST_FORMER, saved } from './desk.ts'

type Rollover = NonNullable<AccountDocument['rollover']>
type RollingAccount = AccountDocument & { readonly rollover: Rollover }

/** Whoever is at it has finished by then, or is gone. */
const PATIENCE_MS = 90_000

/**
 * Gives the account a new key: RFC 8555 §7.3.5. The key is kept before the CA hears of it and in force after the CA has
 * taken it; nothing new begins in between.
 */
export async function rollOver(
  desk: Desk,
  issuer: IssuerConfig,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const account = await settled(desk, issuer, await accountInUse(desk, issuer), signal)
  const kept = await desk.accounts.keep(issuer, generateAccountKey())
  const rollover = { ...kept, since: desk.clock().toISOString() }
  const marked = saved(await desk.accounts.save({ ...account, rollover }), issuer.name)
  const rolling = { ...marked, rollover }
  try {
    await desk.noticed(signal)
    await assertIdle(desk, issuer, 'key')
  } catch (error) {
    await abandon(desk, rolling)
    throw error
  }
  return changed(desk, issuer, rolling, signal)
}

async function changed(
  desk: Desk,
  issuer: IssuerConfig,
  account: RollingAccount,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const { acme } = await desk.connections.to(issuer, account)
  const pem = await desk.accounts.keyOf({ _id: account._id, key: account.rollover.key })
  try {
    await acme.keyChange(importAccountKey(pem), signal)
  } catch (error) {
    if (isRefusal(error)) await abandon(desk, account)
    // Where it is not there yet, it may still be: the mark stays, and somebody looks again when nothing can be on its way.
    else if (await hasKey(desk, issuer, account, signal)) return promoted(desk, account)
    throw error
  }
  return promoted(desk, account)
}

/** Whether the key surely is the old one. A page of a proxy says nothing of what stands behind it. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AcmeProblem) return error.status < 500
  return error instanceof CaError && !error.outcomeUnknown && error.code !== 'ERR_CA_KEY_TAKEN'
}

/** Asks with the new key, which the CA knows if the change was made. */
async function hasKey(
  desk: Desk,
  issuer: IssuerConfig,
  { _id, url, rollover }: RollingAccount,
  signal: AbortSignal,
): Promise<boolean> {
  const pem = await desk.accounts.keyOf({ _id, key: rollover.key })
  const { acme } = await connectAccount(issuer, {}, pem, desk)
  try {
    return (await existing(acme, signal)) === url
  } finally {
    await acme.close()
  }
}

/** An account of which no rollover is under way; one that a crash has left is brought to its end. */
export async function settled(
  desk: Desk,
  issuer: IssuerConfig,
  account: AccountDocument,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const { rollover } = account
  if (!rollover) return account
  const rolling = { ...account, rollover }
  if (desk.clock().getTime() < new Date(rollover.since).getTime() + PATIENCE_MS)
    throw new IssuerError(
      'ERR_ACCOUNT_ROLLOVER',
      `The key of the account at ${issuer.name} is being changed.`,
    )
  if (await hasKey(desk, issuer, rolling, signal)) return promoted(desk, rolling)
  await abandon(desk, rolling)
  return accountInUse(desk, issuer)
}

async function promoted(desk: Desk, account: RollingAccount): Promise<AccountDocument> {
  const { rollover, ...rest } = account
  const { key, thumbprint } = rollover
  const next = saved(await desk.accounts.save({ ...rest, key, thumbprint }), account.issuer)
  // What was sent with the old key is this account's all the same.
  const bound = (await desk.eabs.of(account.issuer)).find(
    ({ claimedBy }) => claimedBy === account.thumbprint,
  )
  if (bound) await desk.eabs.save({ ...bound, claimedBy: thumbprint })
  return next
}

/** The key that is given up is kept all the same: with it goes the account, should the CA have taken it after all. */
async function abandon(desk: Desk, account: RollingAccount): Promise<void> {
  const { rollover, former = [], ...rest } = account
  const { key, thumbprint } = rollover
  const left = { key, thumbprint, until: desk.clock().toISOString() }
  await desk.accounts.save({ ...rest, former: [left, ...former].slice(0, MOST_FORMER) })
}
