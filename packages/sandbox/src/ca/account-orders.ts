import type { Ca, Order } from './ca.ts'
import { accountUrl, orderUrl } from './ca.ts'
import { orderStatus } from './order-status.ts'
import { malformed, unauthorized } from './problem.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { isPostAsGet } from './reply.ts'

/** Small, so that whoever reads the list has to follow its links. */
const pageSize = 10

/** RFC 8555 §7.1.2.1, in pages that each link to the next. Invalid orders are left out. */
export function accountOrders(ca: Ca, request: AccountRequest): Reply {
  const { account, url } = request
  const [id] = request.parameters
  if (id !== account.id) throw unauthorized('these are the orders of somebody else')
  if (!isPostAsGet(request)) throw malformed('the list of orders takes POST-as-GET only')
  const isUseful = (order: Order) => orderStatus(order, ca.clock()) !== 'invalid'
  const rest = some(account.orders, start(account.orders, url), isUseful)
  const page = rest.slice(0, pageSize)
  // The next page begins with an order and not with a number: orders become invalid between two requests.
  const next = rest[pageSize]
  return {
    status: 200,
    body: { orders: page.map((order) => orderUrl(ca, order)) },
    links: next ? [[`${accountUrl(ca, account)}/orders?cursor=${next.id}`, 'next']] : [],
  }
}

/** A page, and the first one after it. */
function some(orders: readonly Order[], from: number, isUseful: (order: Order) => boolean) {
  return Iterator.from(orders)
    .drop(from)
    .filter(isUseful)
    .take(pageSize + 1)
    .toArray()
}

function start(orders: readonly Order[], url: string): number {
  const cursor = new URL(url).searchParams.get('cursor')
  if (cursor === null) return 0
  const index = orders.findIndex(({ id }) => id === cursor)
  if (index < 0) throw malformed('the cursor is none of this list')
  return index
}
