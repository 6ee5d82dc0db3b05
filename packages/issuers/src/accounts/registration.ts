import { type AcmePort, AcmeProblem, decodeEabKey, EabKeyError } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import { chooseEab } from '../eabs/choose-eab.ts'
import type { EabDocument } from '../eabs/eab-documents.ts'
import { eabProblem, quoted } from '../eabs/eab-problem.ts'
import type { Eabs } from '../eabs/eabs.ts'
import { IssuerError } from '../issuer-error.ts'

export interface Registered {
  readonly url: string
  readonly eabKid?: string
  /** As it was told to the CA; nothing for an account that was there. */
  readonly contact?: readonly string[]
}

interface Deps {
  readonly acme: AcmePort
  readonly eabs: Eabs
  readonly clock: () => Date
}

/**
 * Finds or makes the account of the port's key. The CA is asked first whether it has the account, for an EAB can often be
 * used once only, and the answer to its use may have been lost.
 */
export async function registered(
  deps: Deps,
  issuer: IssuerConfig,
  thumbprint: string,
  signal: AbortSignal,
): Promise<Registered> {
  const { acme, eabs, clock } = deps
  const found = await existing(acme, signal)
  if (found !== undefined) return settled(found, issuer, thumbprint, deps)
  const eab = await chooseEab(eabs, issuer, thumbprint, clock())
  try {
    const url = await created(acme, issuer, eab && (await bindingOf(eab, eabs)), signal)
    return { ...(await settled(url, issuer, thumbprint, deps)), contact: issuer.contact }
  } catch (error) {
    if (!(error instanceof AcmeProblem)) throw error
    // Another process with the same key may have been first, and have used the EAB.
    const others = await existing(acme, signal)
    if (others !== undefined) return settled(others, issuer, thumbprint, deps)
    const problem = eabProblem(error, eab?.kid)
    if (eab) await refused(eab, problem, deps)
    throw problem
  }
}

/** What was sent with this key has been used: for an account that is there nobody needs it again. */
async function settled(
  url: string,
  issuer: IssuerConfig,
  thumbprint: string,
  { eabs, clock }: Deps,
): Promise<Registered> {
  const sent = (await eabs.of(issuer.name)).find(({ claimedBy }) => claimedBy === thumbprint)
  if (sent && (sent.state !== 'used' || sent.accountUrl !== url))
    await eabs.save({ ...sent, state: 'used', usedAt: clock().toISOString(), accountUrl: url })
  const eabKid = sent?.kid ?? issuer.eab?.kid
  return { url, ...(eabKid !== undefined && { eabKid }) }
}

/** There is no account, so the EAB is free again, as far as the CA has not said that it is spent. */
async function refused(eab: EabDocument, problem: unknown, { eabs, clock }: Deps): Promise<void> {
  const { claimedBy: _, ...free } = eab
  const code =
    problem instanceof Error && 'code' in problem ? String(problem.code) : 'ERR_ACME_UNKNOWN'
  const state = stateAfter[code] ?? eab.state
  await eabs.save({ ...free, state, refused: { at: clock().toISOString(), code } })
}

/** What the CA says of it is the truth, also where we have never used it. */
const stateAfter: Readonly<Partial<Record<string, EabDocument['state']>>> = {
  ERR_EAB_USED: 'used',
  ERR_EAB_EXPIRED: 'expired',
}

async function bindingOf(eab: EabDocument, eabs: Eabs) {
  try {
    return { kid: eab.kid, hmacKey: decodeEabKey(await eabs.hmacKeyOf(eab)).key }
  } catch (error) {
    if (!(error instanceof EabKeyError)) throw error
    const reason = `The EAB ${quoted(eab.kid)} cannot be sent. ${error.message}`
    throw new IssuerError('ERR_EAB_ENCODING', reason)
  }
}

async function created(
  acme: AcmePort,
  { contact }: IssuerConfig,
  eab: Awaited<ReturnType<typeof bindingOf>> | undefined,
  signal: AbortSignal,
): Promise<string> {
  return (await acme.newAccount({ contact, ...(eab && { eab }) }, signal)).url
}

/** RFC 8555 §7.3.1. Undefined where the CA has none, or looks for the binding before it looks for the account. */
export async function existing(acme: AcmePort, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { url, status } = await acme.newAccount({ contact: [], onlyReturnExisting: true }, signal)
    if (status === 'valid') return url
    throw new IssuerError('ERR_ACCOUNT_REFUSED', `The CA says that the account is ${status}.`)
  } catch (error) {
    if (!(error instanceof AcmeProblem)) throw error
    if (unknown.has(error.code)) return undefined
    if (error.code !== 'ERR_ACME_UNAUTHORIZED') throw error
    // RFC 8555 §7.3.6: what an account that was deactivated is answered.
    const reason = `The CA does not take the key of the account: ${error.detail || 'no detail'}.`
    throw new IssuerError('ERR_ACCOUNT_REFUSED', reason, error.document)
  }
}

const unknown = new Set(['ERR_ACME_ACCOUNT_DOES_NOT_EXIST', 'ERR_ACME_EXTERNAL_ACCOUNT_REQUIRED'])
