import { importAccountKey, thumbprint } from '@certwire/acme'
import type { IssuerConfig } from '@certwire/config'
import type { AccountView, EabView } from '@certwire/contracts'
import { type AccountProblemCode, accountProblems } from '../account-problem.ts'
import type { AccountDocument } from '../accounts/account-documents.ts'
import type { EabDocument } from '../eabs/eab-documents.ts'
import { quoted } from '../eabs/eab-problem.ts'

export function accountView(
  issuer: IssuerConfig,
  account: AccountDocument | undefined,
  now: Date,
): AccountView {
  const { name, directory, contact } = issuer
  if (!account)
    return { ...{ issuer: name, directory, state: 'none', contact: [...contact] }, ...nothing }
  const { url, eabKid, registeredAt, deactivatedAt } = account
  return {
    ...{ issuer: name, directory, state: stateOf(account, now), thumbprint: account.thumbprint },
    contact: account.contact ?? [],
    former: (account.former ?? []).flatMap((one) => one.url ?? []),
    notices: noticesOf(issuer, account),
    ...(url !== undefined && { url }),
    ...(eabKid !== undefined && { eabKid }),
    ...(registeredAt !== undefined && { registeredAt }),
    ...(deactivatedAt !== undefined && { deactivatedAt }),
  }
}

const nothing = { former: [], notices: [] }

function stateOf(account: AccountDocument, now: Date): AccountView['state'] {
  const { deactivatedAt, rollover, url, registeringUntil } = account
  if (deactivatedAt !== undefined) return 'deactivated'
  if (rollover) return 'rollover'
  if (registeringUntil !== undefined && new Date(registeringUntil) > now) return 'registering'
  return url === undefined ? 'unregistered' : 'valid'
}

/** What the configuration says and the account does not have: which of them is in force, and what to do about it. */
function noticesOf(
  { name, eab, accountKey, contact }: IssuerConfig,
  account: AccountDocument,
): AccountView['notices'] {
  const { url, eabKid, thumbprint: own, configuredKey, contact: told } = account
  if (url === undefined) return []
  const inForce = `The account in force at ${name} is ${url}`
  const isOther = (print: string) => print !== own && print !== configuredKey
  return [
    ...(eab && eab.kid !== eabKid
      ? [notice('ERR_ACCOUNT_EAB_CHANGED', `${inForce}; ${bound(eabKid)}, and ${unused(eab.kid)}.`)]
      : []),
    ...(accountKey && isOther(thumbprint(importAccountKey(accountKey.reveal())))
      ? [notice('ERR_ACCOUNT_KEY_CHANGED', `${inForce}; the configured accountKey is not its key.`)]
      : []),
    ...(told && !isSame(told, contact)
      ? [notice('ERR_ACCOUNT_CONTACT_CHANGED', `${inForce}; the CA has ${list(told)} of it.`)]
      : []),
  ]
}

const notice = (code: AccountProblemCode, reason: string) => ({
  ...{ code, reason, remedy: accountProblems[code].remedy },
})

const bound = (kid: string | undefined) =>
  kid === undefined ? 'it was registered without an EAB' : `it was registered with ${quoted(kid)}`
const unused = (kid: string) => `the configured EAB ${quoted(kid)} is not used`
const list = (contact: readonly string[]) => contact.join(', ') || 'no contact'

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((contact) => other.includes(contact))

export function eabView(eab: EabDocument, now: Date): EabView {
  const { _id, issuer, kid, source, addedAt, reusable, state, expiresAt } = eab
  const { owner, usedAt, accountUrl, refused } = eab
  const isOver = state === 'unused' && expiresAt !== undefined && new Date(expiresAt) <= now
  return {
    ...{ id: _id, issuer, kid, source, addedAt, reusable: reusable ?? false },
    state: isOver ? 'expired' : state,
    ...(owner !== undefined && { owner }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(usedAt !== undefined && { usedAt }),
    ...(accountUrl !== undefined && { accountUrl }),
    ...(refused && { refused }),
  }
}
