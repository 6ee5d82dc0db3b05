import { z } from 'zod'
import type { Account, Ca } from './ca.ts'
import { accountUrl, newId } from './ca.ts'
import { checkContact } from './contact.ts'
import { verifyBinding } from './eab.ts'
import { AcmeProblem, malformed, unauthorized } from './problem.ts'
import type { AccountRequest, AcmeRequest, Reply } from './reply.ts'
import { isPostAsGet, parsePayload } from './reply.ts'

const NewAccount = z.object({
  contact: z.unknown().optional(),
  onlyReturnExisting: z.boolean().default(false),
  externalAccountBinding: z.unknown().optional(),
})
const Update = z.object({ contact: z.unknown().optional(), status: z.string().optional() })

/** RFC 8555 §7.3. */
export async function newAccount(ca: Ca, request: AcmeRequest): Promise<Reply> {
  const wanted = parsePayload(NewAccount, request)
  const existing = accountByKey(ca, request.key.thumbprint)
  if (existing) return found(ca, existing)
  if (wanted.onlyReturnExisting) {
    throw new AcmeProblem(400, 'accountDoesNotExist', 'no account has this key')
  }
  const contact = checkContact(wanted.contact ?? [])
  const binding = ca.eab && (await verifyBinding(ca.eab, wanted.externalAccountBinding, request))
  // The binding took its time; the same client may have asked twice meanwhile.
  const meanwhile = accountByKey(ca, request.key.thumbprint)
  if (meanwhile) return found(ca, meanwhile)
  return { ...found(ca, add(ca, request, contact, binding)), status: 201 }
}

/** RFC 8555 §7.3.2, §7.3.6. */
export function account(ca: Ca, request: AccountRequest): Reply {
  const [id] = request.parameters
  if (id !== request.account.id) throw unauthorized('this is the account of somebody else')
  if (isPostAsGet(request)) return accountReply(ca, request.account)
  const { contact, status } = parsePayload(Update, request)
  const checked = contact === undefined ? request.account.contact : checkContact(contact)
  if (status !== undefined && status !== 'deactivated' && status !== request.account.status) {
    throw malformed('the only status that a client may set is deactivated')
  }
  request.account.contact = checked
  if (status === 'deactivated') deactivate(ca, request.account)
  return accountReply(ca, request.account)
}

export function accountByKey(ca: Ca, thumbprint: string): Account | undefined {
  return [...ca.accounts.values()].find(({ key }) => key.thumbprint === thumbprint)
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
    orders: [],
    proven: new Map(),
  }
  ca.accounts.set(account.id, account)
  ca.ledger.accounts += 1
  return account
}

function deactivate(ca: Ca, account: Account) {
  account.status = 'deactivated'
  // §7.3.6: what is under way for the account ends with it.
  for (const authorization of ca.authorizations.values()) {
    const isOpen = authorization.account === account && authorization.status === 'pending'
    if (isOpen) authorization.status = 'deactivated'
  }
}
