import { z } from 'zod'
import type { Answer } from './answer.ts'
import type { Jws } from './jws.ts'
import type { Account, AccountRequest, AccountUpdate } from './port.ts'
import type { Session } from './session.ts'
import { shaped, Url } from './shaped.ts'

const AccountShape = z.object({
  // Where a CA leaves it out, it has said with its success that the account is there.
  status: z.enum(['valid', 'deactivated', 'revoked']).default('valid'),
  contact: z.array(z.string().max(500)).max(50).optional().catch(undefined),
  orders: Url.optional().catch(undefined),
})

/** RFC 8555 §7.1.2. */
export function readAccount(answer: Answer, url: string): Account {
  const { status, contact = [], orders } = shaped(AccountShape, answer)
  return { url, status, contact, ...(orders !== undefined && { orders }) }
}

type Asking = Pick<Session, 'post' | 'accountUrl'>

export async function getAccount(
  { post, accountUrl }: Asking,
  signal: AbortSignal,
): Promise<Account> {
  return readAccount(await post(accountUrl(), { signal }), accountUrl())
}

/** RFC 8555 §7.3.2, §7.3.3 and §7.3.6. */
export async function updateAccount(
  { post, accountUrl }: Asking,
  payload: AccountUpdate | { readonly status: 'deactivated' },
  signal: AbortSignal,
): Promise<Account> {
  return readAccount(await post(accountUrl(), { payload, signal }), accountUrl())
}

/** RFC 8555 §7.3 and §7.3.1. The binding goes only where an account may be made: it can often be used once. */
export function accountPayload(
  { contact, eab, onlyReturnExisting = false }: AccountRequest,
  bind: (eab: NonNullable<AccountRequest['eab']>) => Jws,
): object {
  if (onlyReturnExisting) return { onlyReturnExisting }
  return {
    termsOfServiceAgreed: true,
    ...(contact.length > 0 && { contact }),
    ...(eab && { externalAccountBinding: bind(eab) }),
  }
}
