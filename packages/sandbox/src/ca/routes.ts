import { account, newAccount } from './account.ts'
import { accountOrders } from './account-orders.ts'
import { authorization } from './authorization.ts'
import type { Ca } from './ca.ts'
import { certificate } from './certificate.ts'
import { challenge } from './challenge.ts'
import { finalize } from './finalize.ts'
import { keyChange } from './key-change.ts'
import { newOrder, order } from './order.ts'
import { malformed } from './problem.ts'
import type { AccountRequest, AcmeRequest, Handler, Reply } from './reply.ts'
import { revocation } from './revocation.ts'

interface Route {
  readonly path: RegExp
  readonly handle: Handler<AcmeRequest>
}

/** Everything that is POSTed to; the groups of a path are the parameters of its handler. */
export const routes: readonly Route[] = [
  { path: /^\/new-account$/, handle: byKey(newAccount) },
  { path: /^\/account\/(\w+)$/, handle: byAccount(account) },
  { path: /^\/account\/(\w+)\/orders$/, handle: byAccount(accountOrders) },
  { path: /^\/new-order$/, handle: byAccount(newOrder) },
  { path: /^\/order\/(\w+)$/, handle: byAccount(order) },
  { path: /^\/order\/(\w+)\/finalize$/, handle: byAccount(finalize) },
  { path: /^\/authorization\/(\w+)$/, handle: byAccount(authorization) },
  { path: /^\/challenge\/(\w+)$/, handle: byAccount(challenge) },
  { path: /^\/certificate\/(\w+)(?:\/(\d))?$/, handle: byAccount(certificate) },
  { path: /^\/key-change$/, handle: byAccount(keyChange) },
  { path: /^\/revoke-cert$/, handle: revocation },
]

function byAccount(handle: Handler<AccountRequest>): Handler<AcmeRequest> {
  return (ca: Ca, request: AcmeRequest): Reply | Promise<Reply> => {
    const { account } = request
    if (!account) throw malformed('this resource wants a kid, not a jwk')
    return handle(ca, { ...request, account })
  }
}

function byKey(handle: Handler<AcmeRequest>): Handler<AcmeRequest> {
  return (ca, request) => {
    if (request.account) throw malformed('this resource wants a jwk, not a kid')
    return handle(ca, request)
  }
}
