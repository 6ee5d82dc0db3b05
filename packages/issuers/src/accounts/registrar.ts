import { setTimeout as sleep } from 'node:timers/promises'
import { type AcmePort, CaError } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { Eabs } from '../eabs/eabs.ts'
import { IssuerError } from '../issuer-error.ts'
import type { AccountDocument } from './account-documents.ts'
import type { Accounts } from './accounts.ts'
import type { Connections } from './connections.ts'
import { registered } from './registration.ts'

interface Deps {
  readonly accounts: Accounts
  readonly eabs: Eabs
  readonly connections: Connections
  readonly clock: () => Date
}

/** One process at a time asks the CA for an account. One that is gone is not waited for any longer than this. */
export const LEASE_MS = 30_000
/** Who has the lease has come to an end before somebody else gets it. */
const MARGIN_MS = 5000
/** No handler waits longer than two seconds for what another process does. */
const LOOKS = 40
const LOOK_EVERY_MS = 50

/** Has the account registered by this process, or waits a moment for the one that is at it. */
export type Registrar = (issuer: IssuerConfig, signal: AbortSignal) => Promise<AccountDocument>

export function connectRegistrar({ accounts, eabs, connections, clock }: Deps): Registrar {
  return async (issuer, signal) => {
    const { url: forgotten } = await accounts.findOrCreate(issuer)
    for (let looks = 0; looks < LOOKS; looks++) {
      const account = (await accounts.read(issuer)) ?? (await accounts.findOrCreate(issuer))
      // Somebody else was faster.
      if (account.url !== undefined && account.url !== forgotten) return account
      const leased = isFree(account, clock()) ? await lease(account) : undefined
      if (leased) return locate(leased, issuer, signal)
      await sleep(LOOK_EVERY_MS, undefined, { signal })
    }
    throw elsewhere(issuer.name)
  }

  function lease(account: AccountDocument) {
    const until = new Date(clock().getTime() + LEASE_MS).toISOString()
    return accounts.save({ ...account, registeringUntil: until })
  }

  async function locate(account: AccountDocument, issuer: IssuerConfig, signal: AbortSignal) {
    const { registeringUntil: _, ...free } = account
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LEASE_MS - MARGIN_MS)])
    try {
      const { acme } = await connections.to(issuer, account)
      const found = await find(acme, issuer, account.thumbprint, limit)
      const next = { ...free, ...found, registeredAt: clock().toISOString() }
      const kept = (await accounts.save(next)) ?? (await accounts.read(issuer))
      if (kept?.url === undefined) throw elsewhere(issuer.name)
      return kept
    } catch (error) {
      await accounts.save(free)
      signal.throwIfAborted()
      throw limit.aborted ? late(issuer.name) : error
    }
  }

  async function find(acme: AcmePort, issuer: IssuerConfig, print: string, limit: AbortSignal) {
    const { contact, ...found } = await registered({ acme, eabs, clock }, issuer, print, limit)
    return { ...found, ...(contact && { contact: [...contact] }) }
  }
}

const isFree = ({ registeringUntil }: AccountDocument, now: Date): boolean =>
  registeringUntil === undefined || new Date(registeringUntil) <= now

const late = (name: string) =>
  new CaError('ERR_CA_TIMEOUT', `The CA of ${name} did not answer for an account in time.`, {
    outcomeUnknown: true,
  })

const elsewhere = (name: string) =>
  new IssuerError(
    'ERR_ACCOUNT_REGISTERING',
    `Another process is registering the account at ${name}.`,
  )
