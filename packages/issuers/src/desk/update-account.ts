import { type AcmePort, AcmeProblem } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountDocument } from '../accounts/account-documents.ts'
import { existing } from '../accounts/registration.ts'
import { IssuerError } from '../issuer-error.ts'
import { accountInUse, type Desk } from './desk.ts'
import { settled } from './roll-over.ts'

export interface Update {
  /** That of the configuration, where it is left out. */
  readonly contact?: readonly string[] | undefined
  readonly agreeToTerms: boolean
}

/** RFC 8555 §7.3.2 and §7.3.3. */
export async function updateAccount(
  desk: Desk,
  issuer: IssuerConfig,
  { contact = issuer.contact, agreeToTerms }: Update,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const account = await accountInUse(desk, issuer)
  const { acme } = await desk.connections.to(issuer, account)
  const terms = agreeToTerms ? ({ termsOfServiceAgreed: true } as const) : {}
  await acme.updateAccount({ contact, ...terms }, signal)
  const next = { ...account, contact: [...contact] }
  return (await desk.accounts.save(next)) ?? accountInUse(desk, issuer)
}

/** RFC 8555 §7.3.6. One that was deactivated already, here or there, is a success. */
export async function deactivateAccount(
  desk: Desk,
  issuer: IssuerConfig,
  signal: AbortSignal,
): Promise<AccountDocument> {
  const account = await desk.accounts.read(issuer)
  if (account?.deactivatedAt !== undefined) return account
  const inUse = await settled(desk, issuer, await accountInUse(desk, issuer), signal)
  const { acme } = await desk.connections.to(issuer, inUse)
  try {
    await acme.deactivateAccount(signal)
  } catch (error) {
    const isRefused = error instanceof AcmeProblem && error.code === 'ERR_ACME_UNAUTHORIZED'
    if (!isRefused || !(await isGone(acme, signal))) throw error
  }
  const next = { ...inUse, deactivatedAt: desk.clock().toISOString() }
  const kept = await desk.accounts.save(next)
  if (!kept) return deactivateAccount(desk, issuer, signal)
  // Whoever is told that it is done finds that nobody orders with it any more.
  await desk.noticed(signal)
  return kept
}

const isGone = (acme: AcmePort, signal: AbortSignal): Promise<boolean> =>
  existing(acme, signal).then(
    () => false,
    (error) => error instanceof IssuerError,
  )
