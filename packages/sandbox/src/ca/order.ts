import type { Ca, Order } from './ca.ts'
import { authorizationUrl, orderUrl } from './ca.ts'
import { identifierOf } from './names.ts'
import { orderStatus } from './order-status.ts'
import { malformed, notFound, unauthorized } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet } from './reply.ts'
import { settleOrder, waitOfOrder } from './settle.ts'

/** POST-as-GET of an order. */
export async function order(ca: Ca, request: AccountRequest): Promise<Reply> {
  if (!isPostAsGet(request)) throw malformed('an order takes POST-as-GET only')
  const found = ownOrder(ca, request)
  await settleOrder(ca, found)
  return orderReply(ca, found)
}

export function ownOrder(ca: Ca, { parameters: [id = ''], account }: AccountRequest): Order {
  const order = ca.orders.get(id)
  if (!order) throw notFound('order')
  if (order.account !== account) throw unauthorized('the order belongs to another account')
  return order
}

export function orderReply(ca: Ca, order: Order): Reply {
  const url = orderUrl(ca, order)
  const { expires, notBefore, notAfter, profile, replaces } = order
  const body = {
    status: orderStatus(order, ca.clock()),
    // What has no value is left out of JSON.
    ...{ expires, notBefore, notAfter, profile, replaces },
    identifiers: order.names.map(identifierOf),
    authorizations: order.authorizations.map((each) => authorizationUrl(ca, each)),
    finalize: `${url}/finalize`,
    ...(order.serial && { certificate: `${ca.origin}/certificate/${order.serial}` }),
    ...(order.error && { error: order.error }),
  }
  return { status: 200, body, location: url, retryAfterSeconds: waitOfOrder(ca, order) }
}
