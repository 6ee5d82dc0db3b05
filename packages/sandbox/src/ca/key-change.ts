import { z } from 'zod'
import { accountReply } from './account.ts'
import { accountKey } from './account-key.ts'
import type { Ca } from './ca.ts'
import { accountUrl } from './ca.ts'
import { assertAccepted, json, verifyInner } from './jws.ts'
import { AcmeProblem, malformed } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'

const KeyChange = z.object({ account: z.string(), oldKey: z.unknown() })

/** RFC 8555 §7.3.5. The new key signs the inner JWS, the old one the request around it. */
export async function keyChange(ca: Ca, request: AccountRequest): Promise<Reply> {
  const inner = await verifyInner(json(request.payload), request.url)
  const change = KeyChange.safeParse(json(inner.payload))
  if (!change.success) throw malformed('the inner payload is account and oldKey')
  if (change.data.account !== accountUrl(ca, request.account)) {
    throw malformed('the inner account is not the one that signs the request')
  }
  const { thumbprint } = await accountKey(change.data.oldKey)
  if (thumbprint !== request.account.key.thumbprint) {
    throw malformed('oldKey is not the key of the account')
  }
  assertAccepted(ca, inner.key)
  const holder = ca.accountsByKey.get(inner.key.thumbprint)
  if (holder) {
    const headers = { location: accountUrl(ca, holder) }
    throw new AcmeProblem(409, 'malformed', 'the new key has an account already', { headers })
  }
  ca.accountsByKey.delete(thumbprint)
  ca.accountsByKey.set(inner.key.thumbprint, request.account)
  request.account.key = inner.key
  return accountReply(ca, request.account)
}
