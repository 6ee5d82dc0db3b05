import { account, newAccount } from './account.ts'
import { accountOrders } from './account-orders.ts'
import { authorization } from './authorization.ts'
import type { Ca } from './ca.ts'
import { certificate } from './certificate.ts'
import { challenge } from './challenge.ts'
import { directory } from './directory.ts'
import { finalize } from './finalize.ts'
import { keyChange } from './key-change.ts'
import { newOrder } from './new-order.ts'
import type { SandboxCaOperation } from './operation.ts'
import { order } from './order.ts'
import { malformed } from './problem.ts'
import { renewalInfo } from './renewal-info.ts'
import type { AccountRequest, AcmeRequest, Handler, Reply } from './reply.ts'
import { revocation } from './revocation.ts'
import { assertAgreed } from './terms.ts'

/** The groups of its path are the parameters of its handler. */
interface Place {
  readonly operation: SandboxCaOperation
  readonly path: RegExp
}

interface Route extends Place {
  readonly handle: Handler<AcmeRequest>
}

interface OpenRoute extends Place {
  handle(ca: Ca, method: string, parameter: string): Reply
}

/** Everything that is POSTed to. */
export const routes: readonly Route[] = [
  { operation: 'newAccount', path: /^\/new-account$/, handle: byKey(newAccount) },
  { operation: 'account', path: /^\/account\/(\w+)$/, handle: byAccount(account, true) },
  { operation: 'orders', path: /^\/account\/(\w+)\/orders$/, handle: byAccount(accountOrders) },
  { operation: 'newOrder', path: /^\/new-order$/, handle: byAccount(newOrder) },
  { operation: 'order', path: /^\/order\/(\w+)$/, handle: byAccount(order) },
  { operation: 'finalize', path: /^\/order\/(\w+)\/finalize$/, handle: byAccount(finalize) },
  {
    operation: 'authorization',
    path: /^\/authorization\/(\w+)$/,
    handle: byAccount(authorization),
  },
  { operation: 'challenge', path: /^\/challenge\/(\w+)\/([\w-]+)$/, handle: byAccount(challenge) },
  {
    ...{ operation: 'certificate', path: /^\/certificate\/(\w+)(?:\/(\d))?$/ },
    handle: byAccount(certificate),
  },
  { operation: 'keyChange', path: /^\/key-change$/, handle: byAccount(keyChange) },
  { operation: 'revokeCert', path: /^\/revoke-cert$/, handle: revocation },
]

/** What takes GET, and HEAD, of anybody. */
export const openRoutes: readonly OpenRoute[] = [
  { operation: 'directory', path: /^\/directory$/, handle: directory },
  {
    ...{ operation: 'newNonce', path: /^\/new-nonce$/ },
    // RFC 8555 §7.2.
    handle: (_, method) => ({ status: method === 'HEAD' ? 200 : 204, body: undefined }),
  },
  {
    ...{ operation: 'renewalInfo', path: /^\/renewal-info\/([^/]+)$/ },
    handle: (ca, _, id) => renewalInfo(ca, id),
  },
]

function byAccount(handle: Handler<AccountRequest>, isOfTerms = false): Handler<AcmeRequest> {
  return (ca: Ca, request: AcmeRequest): Reply | Promise<Reply> => {
    const { account } = request
    if (!account) throw malformed('this resource wants a kid, not a jwk')
    // An account agrees at its own resource, so that one stays open.
    if (!isOfTerms) assertAgreed(ca, account)
    return handle(ca, { ...request, account })
  }
}

function byKey(handle: Handler<AcmeRequest>): Handler<AcmeRequest> {
  return (ca, request) => {
    if (request.account) throw malformed('this resource wants a jwk, not a kid')
    return handle(ca, request)
  }
}
