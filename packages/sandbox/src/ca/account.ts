import { z } from 'zod'
import type { Account, Ca } from './ca.ts'
import { accountUrl, newId } from './ca.ts'
import { checkContact } from './contact.ts'
import { verifyBinding } from './eab.ts'
import { AcmeProblem, malformed, unauthorized } from './problem.ts'
import type { AccountRequest, AcmeRequest, Reply } from './reply.ts'
import { isPostAsGet, parsePayload } from './reply.ts'
import { assertAgreed } from './terms.ts'

const NewAccount = z.object({
  termsOfServiceAgreed: z.boolean().default(false),
  contact: z.unknown().optional(),
  onlyReturnExisting: z.boolean().default(false),
  externalAccountBinding: z.unknown().optional(),
})
const Update = z.object({
  termsOfServiceAgreed: z.boolean().default(false),
  contact: z.unknown().optional(),
  status: z.string().optional(),
})

/** RFC 8555 §7.3. */
export async function newAccount(ca: Ca, request: AcmeRequest): Promise<Reply> {
  const wanted = parsePayload(NewAccount, request)
  const existing = ca.accountsByKey.get(request.key.thumbprint)
  if (existing) return found(ca, existing)
  if (wanted.onlyReturnExisting) {
    throw new AcmeProblem(400, 'accountDoesNotExist', 'no account has this key')
  }
  if (!wanted.termsOfServiceAgreed) assertAgreed(ca, undefined)
  const contact = checkContact(wanted.contact ?? [], ca.policy)
  ca.limiter.account(request)
  const { externalAccountBinding } = wanted
  const kid = ca.bindings && (await verifyBinding(ca, ca.bindings, externalAccountBinding, request))
  // The binding took its time; the same client may have asked twice meanwhile.
  const meanwhile = ca.accountsByKey.get(request.key.thumbprint)
  if (meanwhile) return found(ca, meanwhile)
  const added = add(ca, request, contact, kid && externalAccountBinding)
  if (kid !== undefined) ca.ledger.bindings.push({ kid, accountUrl: accountUrl(ca, added) })
  return { ...found(ca, added), status: 201 }
}

/** RFC 8555 §7.3.2, §7.3.6. */
export function account(ca: Ca, request: AccountRequest): Reply {
  const [id] = request.parameters
  if (id !== request.account.id) throw unauthorized('this is the account of somebody else')
  if (isPostAsGet(request)) return accountReply(ca, request.account)
  const { contact, status, termsOfServiceAgreed } = parsePayload(Update, request)
  const checked = contact === undefined ? request.account.contact : checkContact(contact, ca.policy)
  if (status !== undefined && status !== 'deactivated' && status !== request.account.status) {
    throw malformed('the only status that a client may set is deactivated')
  }
  request.account.contact = checked
  if (termsOfServiceAgreed) request.account.agreedTo = ca.behaviour.terms
  if (status === 'deactivated') deactivate(request.account)
  return accountReply(ca, request.account)
}

export function accountReply(ca: Ca, account: Account): Reply {
  const { status, contact, externalAccountBinding } = account
  const orders = `${accountUrl(ca, account)}/orders`
  const binding = externalAccountBinding === undefined ? {} : { externalAccountBinding }
  return { status: 200, body: { status, contact, ...binding, orders } }
}

function found(ca: Ca, account: Account): Reply {
  if (account.status === 'valid') {
    return { ...accountReply(ca, account), location: accountUrl(ca, account) }
  }
  // §7.3.6 wants this status of every request that such an account signs.
  throw new AcmeProblem(401, 'unauthorized', 'the account of this key is deactivated')
}

function add(ca: Ca, { key }: AcmeRequest, contact: readonly string[], binding: unknown): Account {
  const account: Account = {
    id: newId(),
    key,
    status: 'valid',
    contact,
    externalAccountBinding: binding,
    agreedTo: ca.behaviour.terms,
    orders: [],
    latest: new Map(),
    proven: new Map(),
  }
  ca.accounts.set(account.id, account)
  ca.accountsByKey.set(key.thumbprint, account)
  ca.ledger.accounts += 1
  return account
}

function deactivate(account: Account) {
  account.status = 'deactivated'
  // §7.3.6: what is under way for the account ends with it.
  for (const authorization of account.orders.flatMap(({ authorizations }) => authorizations)) {
    if (authorization.status === 'pending') authorization.status = 'deactivated'
  }
}
