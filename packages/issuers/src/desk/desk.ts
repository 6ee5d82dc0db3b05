import type { IssuerConfig } from '@certwire/config'
import type { Phase } from '@certwire/domain'
import type { AccountDocument } from '../accounts/account-documents.ts'
import { FRESH_MS } from '../accounts/accounts.ts'
import type { Connecting } from '../accounts/connect-account.ts'
import { IssuerError } from '../issuer-error.ts'
import type { Kept } from '../kept.ts'

/** What every change of an account needs. */
export interface Desk extends Kept, Connecting {
  /** How many orders of the issuer are in one of these phases. */
  ordersIn(issuer: string, phases: readonly Phase[]): Promise<number>
  /** Until every process has noticed a change. */
  noticed(signal: AbortSignal): Promise<void>
}

/** What was begun with the account as it was has ended by then, too. */
export const NOTICED_MS = FRESH_MS + 4000

export const MOST_FORMER = 20

/** With challenges open: RFC 8555 §8.1 has a record's value made with the key of the account. */
const proving: readonly Phase[] = ['proving', 'validating']
/** At the CA, where no other account sees them. */
const placed: readonly Phase[] = [...proving, 'finalizing']

/** The account that is registered and in use; else says why there is none. */
export async function accountInUse(desk: Desk, issuer: IssuerConfig): Promise<AccountDocument> {
  const account = await desk.accounts.read(issuer)
  if (account?.url === undefined)
    throw new IssuerError('ERR_ACCOUNT_MISSING', `There is no account at ${issuer.name} yet.`)
  if (account.deactivatedAt !== undefined)
    throw new IssuerError('ERR_ACCOUNT_DEACTIVATED', `The account ${account.url} is deactivated.`)
  return account
}

/** Refuses to change the key of an account on which records depend, or, `whole`, an account that has orders. */
export async function assertIdle(
  desk: Desk,
  { name }: IssuerConfig,
  what: 'key' | 'whole',
): Promise<void> {
  const count = await desk.ordersIn(name, what === 'key' ? proving : placed)
  if (count === 0) return
  const which = what === 'key' ? 'with challenges that are open' : 'under way'
  const why = `There are orders at ${name} ${which} (${count}), and they need its account as it is.`
  throw new IssuerError('ERR_ACCOUNT_BUSY', why)
}

/** The change that was to be made, or that somebody else was faster. */
export function saved(account: AccountDocument | undefined, name: string): AccountDocument {
  if (account) return account
  throw new IssuerError(
    'ERR_ACCOUNT_REGISTERING',
    `Somebody else is changing the account at ${name}.`,
  )
}
