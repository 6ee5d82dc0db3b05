import { z } from 'zod'
import { newAuthorization, reusableAuthorization } from './authorization.ts'
import type { Ca, Order } from './ca.ts'
import { authorizationUrl, newId, orderUrl } from './ca.ts'
import { orderNames } from './names.ts'
import { orderStatus } from './order-status.ts'
import { malformed, notFound, unauthorized } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet, parsePayload } from './reply.ts'

const lifetime = 24 * 3600 * 1000
const NewOrder = z.object({
  identifiers: z.unknown(),
  notBefore: z.string().optional(),
  notAfter: z.string().optional(),
})

/** RFC 8555 §7.4. An order of which everything is proven already is born ready. */
export function newOrder(ca: Ca, request: AccountRequest): Reply {
  const wanted = parsePayload(NewOrder, request)
  if (wanted.notBefore !== undefined || wanted.notAfter !== undefined) {
    throw malformed('this CA chooses notBefore and notAfter itself')
  }
  const { account } = request
  const names = orderNames(wanted.identifiers)
  const expires = new Date(ca.clock().getTime() + lifetime)
  const order: Order = {
    id: newId(),
    account,
    names,
    expires,
    authorizations: names.map(
      (name) =>
        reusableAuthorization(ca, account, name) ?? newAuthorization(ca, account, name, expires),
    ),
    progress: 'open',
    error: undefined,
    serial: undefined,
  }
  ca.orders.set(order.id, order)
  account.orders.push(order)
  ca.ledger.orders.push({ url: orderUrl(ca, order), names })
  return { ...orderReply(ca, order), status: 201 }
}

/** POST-as-GET of an order. */
export function order(ca: Ca, request: AccountRequest): Reply {
  if (!isPostAsGet(request)) throw malformed('an order takes POST-as-GET only')
  return orderReply(ca, ownOrder(ca, request))
}

export function ownOrder(ca: Ca, { parameters: [id = ''], account }: AccountRequest): Order {
  const order = ca.orders.get(id)
  if (!order) throw notFound('order')
  if (order.account !== account) throw unauthorized('the order belongs to another account')
  return order
}

export function orderReply(ca: Ca, order: Order): Reply {
  const url = orderUrl(ca, order)
  const status = orderStatus(order, ca.clock())
  const isAsked = order.authorizations.some(({ challenge }) => challenge.status === 'processing')
  const body = {
    status,
    expires: order.expires,
    identifiers: order.names.map((value) => ({ type: 'dns', value })),
    authorizations: order.authorizations.map((each) => authorizationUrl(ca, each)),
    finalize: `${url}/finalize`,
    ...(order.serial && { certificate: `${ca.origin}/certificate/${order.serial}` }),
    ...(order.error && { error: order.error }),
  }
  const isUnderWay = status === 'processing' || (status === 'pending' && isAsked)
  return { status: 200, body, location: url, isUnderWay }
}
