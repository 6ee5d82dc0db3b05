import type { MessageOf, WebhookReceived } from '@certwire/contracts'
import { nameSet, type Order } from '@certwire/domain'
import type { Orders } from './orders.ts'
import type { Placements } from './placing/placements.ts'

interface Deps {
  readonly orders: Orders
  readonly placements: Placements
}

type Message = MessageOf<typeof WebhookReceived>

/** As many orders as one hint wakes; the others are looked at when they would have been. */
const MOST_WOKEN = 500

/** Tells every order that a CA's platform may mean; the order table decides whether it asks the CA now. */
export async function hint(message: Message, deps: Deps): Promise<[]> {
  const { orders } = deps
  const meant = await ordersOf(message.data, deps)
  for (const { _id: orderId, tenantId } of meant)
    await orders.move({ ...message, orderId, tenantId })
  return []
}

/** The one that is named, if it is this issuer's; else those with these names; without any name all that wait for the issuer. */
async function ordersOf(data: Message['data'], { orders, placements }: Deps): Promise<Order[]> {
  const { issuer, order: id, orderUrl, names } = data
  if (id === undefined && orderUrl === undefined) {
    const waiting = await orders.waiting(issuer, MOST_WOKEN)
    return names ? waiting.filter(hasNames(names)) : waiting
  }
  const named = id ?? (await placements.holderOf(orderUrl ?? ''))
  const order = named && (await orders.find(named))
  return order?.issuer === issuer ? [order] : []
}

function hasNames(raw: readonly string[]) {
  const set = nameSet(raw)
  const wanted = 'names' in set ? set.names : []
  return ({ names }: Order) =>
    wanted.length > 0 && wanted.every((name) => names.some((one) => one === name))
}
