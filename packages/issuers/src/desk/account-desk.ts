import { setTimeout as sleep } from 'node:timers/promises'
import { decodeEabKey, importAccountKey } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountExport, AccountView, EabView } from '@certwire/contracts'
import type { AccountDocument } from '../accounts/account-documents.ts'
import { configured } from '../configured.ts'
import { eabIdOf } from '../eabs/eab-documents.ts'
import { quoted } from '../eabs/eab-problem.ts'
import type { NewEab } from '../eabs/eabs.ts'
import { IssuerError } from '../issuer-error.ts'
import { connectKept, type IssuersOptions } from '../kept.ts'
import { accountView, eabView } from './account-view.ts'
import { type Desk, NOTICED_MS } from './desk.ts'
import { type Import, importAccount, registerAccount } from './replace-account.ts'
import { rollOver, settled } from './roll-over.ts'
import { deactivateAccount, type Update, updateAccount } from './update-account.ts'

/** What an operator may do with our accounts and their EABs. Rejects as `AcmePort` does, or with an `IssuerError`. */
export interface AccountDesk {
  list(): Promise<AccountView[]>
  show(issuer: string): Promise<AccountView>
  /** Registers where there is none, or, `anew`, another in the place of the one that is there. */
  register(issuer: string, anew: boolean, signal: AbortSignal): Promise<AccountView>
  rollOver(issuer: string, signal: AbortSignal): Promise<AccountView>
  update(issuer: string, update: Update, signal: AbortSignal): Promise<AccountView>
  /** Cannot be undone. */
  deactivate(issuer: string, signal: AbortSignal): Promise<AccountView>
  import(issuer: string, given: Import, signal: AbortSignal): Promise<AccountView>
  /** The only way by which an account's key leaves. */
  export(issuer: string, format: AccountExport['format']): Promise<AccountExport>
  /** Those of the configuration among them. */
  eabs(): Promise<EabView[]>
  addEab(issuer: string, eab: NewEab): Promise<EabView>
  /** Not one that was sent. */
  removeEab(id: string): Promise<EabView>
  /** Brings changes of keys to their end that a crash has left. */
  settle(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

interface Options extends IssuersOptions {
  readonly ordersIn: Desk['ordersIn']
  /** Waits until every process has noticed a change; a few seconds unless a test says otherwise. */
  readonly noticed?: Desk['noticed']
}

export async function connectAccountDesk(options: Options): Promise<AccountDesk> {
  const { config, clock, ordersIn } = options
  const issuers = Object.values(config.issuers)
  const noticed = async (signal: AbortSignal) => sleep(NOTICED_MS, undefined, { signal })
  const kept = await connectKept(options)
  const desk: Desk = { noticed, ...kept, clock, ordersIn, ...given(options) }
  const view = (issuer: IssuerConfig, account: AccountDocument | undefined) =>
    accountView(issuer, account, clock())
  const show = async (issuer: IssuerConfig) => view(issuer, await desk.accounts.read(issuer))
  /** Does something with one issuer and shows what has become of its account. */
  const doing =
    <A extends readonly unknown[]>(
      act: (desk: Desk, issuer: IssuerConfig, ...rest: A) => Promise<AccountDocument>,
    ) =>
    async (name: string, ...rest: A) => {
      const issuer = configured(config, name)
      return view(issuer, await act(desk, issuer, ...rest))
    }
  return {
    list: () => Promise.all(issuers.map(show)),
    show: async (name) => show(configured(config, name)),
    register: doing(registerAccount),
    rollOver: doing(rollOver),
    update: doing(updateAccount),
    deactivate: doing(deactivateAccount),
    import: doing(importAccount),
    export: (name, format) => exported(desk, configured(config, name), format),
    eabs: async () => {
      await Promise.all(issuers.map(desk.eabs.configured))
      return (await desk.eabs.all()).map((eab) => eabView(eab, clock()))
    },
    addEab: (name, eab) => added(desk, configured(config, name), eab),
    removeEab: (id) => removed(desk, id),
    settle: (signal) => settleAll(desk, issuers, signal),
    close: desk.connections.close,
  }
}

const given = ({ noticed }: Options) => (noticed ? { noticed } : {})

async function exported(
  desk: Desk,
  issuer: IssuerConfig,
  format: AccountExport['format'],
): Promise<AccountExport> {
  const { name, directory } = issuer
  const account = await desk.accounts.read(issuer)
  if (!account) throw new IssuerError('ERR_ACCOUNT_MISSING', `There is no account at ${name} yet.`)
  const pem = await desk.accounts.keyOf(account)
  const jwk = () => JSON.stringify(importAccountKey(pem).export({ format: 'jwk' }))
  const { url } = account
  return {
    ...{ issuer: name, directory, format, key: format === 'pem' ? pem : jwk() },
    ...(url !== undefined && { url }),
  }
}

async function added(desk: Desk, issuer: IssuerConfig, eab: NewEab): Promise<EabView> {
  // Now, while somebody is looking: the CA would only say "unauthorized".
  decodeEabKey(eab.hmacKey)
  const isNew = await desk.eabs.add(issuer, eab)
  const kept = await desk.eabs.get(eabIdOf(issuer.directory, eab.kid))
  if (isNew && kept) return eabView(kept, desk.clock())
  const why = `The EAB ${quoted(eab.kid)} is there already for this directory.`
  throw new IssuerError('ERR_EAB_EXISTS', why)
}

async function removed(desk: Desk, id: string): Promise<EabView> {
  const eab = await desk.eabs.get(id)
  if (eab && (eab.state === 'used' || eab.claimedBy !== undefined))
    throw new IssuerError('ERR_EAB_KEPT', `The EAB ${quoted(eab.kid)} belongs to an account.`)
  if (eab && (await desk.eabs.remove(eab))) return eabView(eab, desk.clock())
  throw new IssuerError('ERR_EAB_NOT_FOUND', 'There is no such EAB.')
}

async function settleAll(desk: Desk, issuers: readonly IssuerConfig[], signal: AbortSignal) {
  for (const issuer of issuers) {
    const account = await desk.accounts.find(issuer)
    const isOurs = account?.rollover && account.deactivatedAt === undefined
    // Its time has not come, or the CA cannot be asked: the next look is soon.
    if (isOurs) await settled(desk, issuer, account, signal).catch(() => undefined)
  }
}
