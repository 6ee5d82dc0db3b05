import type { Authorization, Ca, Order } from './ca.ts'
import type { SandboxLedger } from './ledger.ts'
import { setOf } from './names.ts'
import { orderStatus } from './order-status.ts'

/**
 * Forgets the oldest finished orders of too many, each with its certificate and with the authorizations that no other
 * order has, and the oldest lines of the ledger. So many at least are kept; accounts and what is under way always are.
 */
export function forgetting(ca: Ca, keptOrders: number): () => void {
  let mostOrders = 2 * keptOrders
  return () => {
    cutLedger(ca.ledger, keptOrders)
    if (ca.orders.size < mostOrders) return
    const now = ca.clock()
    const finished = [...ca.orders.values()].filter((order) => isFinished(order, now))
    forget(ca, new Set(finished.slice(0, Math.max(0, finished.length - keptOrders))))
    // Where many are under way, the next look comes only when there are so many more.
    mostOrders = ca.orders.size + keptOrders
  }
}

function cutLedger(
  { bindings, orders, finalizations, issued, revoked }: SandboxLedger,
  kept: number,
) {
  for (const lines of [bindings, orders, finalizations, issued, revoked]) {
    if (lines.length >= 2 * kept) lines.splice(0, lines.length - kept)
  }
}

const isFinished = (order: Order, now: Date) =>
  ['valid', 'invalid'].includes(orderStatus(order, now))

function forget(ca: Ca, gone: ReadonlySet<Order>) {
  for (const { id, serial } of gone) {
    ca.orders.delete(id)
    if (serial !== undefined) ca.certificates.delete(serial)
  }
  const used = new Set(ca.orders.values().flatMap(({ authorizations }) => authorizations))
  for (const { authorizations } of gone) {
    for (const each of authorizations) if (!used.has(each)) forgetAuthorization(ca, each)
  }
  for (const account of new Set(gone.values().map((order) => order.account))) {
    account.orders = account.orders.filter((order) => !gone.has(order))
  }
  for (const { account, names } of gone) {
    const set = setOf(names)
    const latest = account.latest.get(set)
    if (latest && gone.has(latest)) account.latest.delete(set)
  }
}

function forgetAuthorization(ca: Ca, authorization: Authorization) {
  const { id, account, name } = authorization
  ca.authorizations.delete(id)
  if (account.proven.get(name) === authorization) account.proven.delete(name)
}
