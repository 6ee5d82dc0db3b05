import { type AnyMessage, type OrderId, stamp } from '@certwire/contracts'
import { type Order, settled, transition } from '@certwire/domain'
import { type Platform, post, Reject } from '@certwire/runtime'
import { type Collection, insertOnce } from '@certwire/store'
import { recentOrders } from './recent-orders.ts'

export interface Orders {
  /** Keeps the first version of an order and says what it says. Answers the one that is there, if there is one. */
  create(order: Order): Promise<Order>
  /** Lets a message move its order. A message that changes nothing makes the order repeat what it said last. */
  move(message: AnyMessage): Promise<void>
  /** Orders whose time has come, the longest due first. */
  due(limit: number): Promise<Order[]>
  find(orderId: OrderId): Promise<Order | undefined>
  /** Orders that wait for something of this issuer's, those that wait the longest first. */
  waiting(issuer: string, limit: number): Promise<Order[]>
  /** Tells one of those that are due. If it has moved since it was read, its time has not come any more. */
  remind(order: Order): Promise<void>
}

/** The only writer of order documents: each change is one compare-and-set, with what it says in the same write. */
export function connectOrders(
  collection: Collection<Order>,
  { bus, clock }: Pick<Platform, 'bus' | 'clock'>,
): Orders {
  const recent = recentOrders()
  const replace = async (next: Order): Promise<boolean> => {
    const isFirst = await collection.replace(next)
    if (isFirst) recent.keep(next)
    else recent.forget(next._id)
    return isFirst
  }
  const say = async (order: Order): Promise<void> => {
    const time = clock()
    await post(
      bus,
      order.outbox.map(({ id, type, data }) =>
        stamp(
          { type, orderId: order._id, data },
          { id, source: '/certwire/ordering', time, tenantId: order.tenantId },
        ),
      ),
    )
    const rest = settled(order)
    if (!rest) return
    await collection.replace(rest)
    recent.forget(order._id)
  }
  /** What is remembered may be old: it moves by compare-and-set, and whether nothing moves only the store knows. */
  const moved = async (message: AnyMessage): Promise<Order> => {
    const kept = recent.get(message.orderId)
    const next = kept && transition(owned(kept, message), message, clock())
    if (next && next !== kept && (await replace(next))) return next
    for (;;) {
      const order = owned(await known(collection, message.orderId), message)
      const after = transition(order, message, clock())
      if (after === order || (await replace(after))) return after
    }
  }
  return {
    create: async (order) => {
      const isNew = await insertOnce(collection, order)
      if (isNew) recent.keep(order)
      const stored = isNew ? order : await known(collection, order._id)
      await say(stored)
      return stored
    },
    // Said again if nothing moved: a crash between the write and the publishing is healed by the redelivery.
    move: async (message) => say(await moved(message)),
    due: (limit) => collection.find('due', { to: clock().toISOString(), limit }),
    find: (orderId) => collection.get(orderId),
    waiting: (issuer, limit) =>
      collection.find('waiting', { equal: [issuer], descending: true, limit }),
    remind: async (order) => {
      const next = transition(order, { type: 'clock.due', data: {} }, clock())
      if (await replace(next)) await say(next)
    },
  }
}

/** Nobody moves the order of another tenant, or learns that it is there. */
function owned(order: Order, { tenantId }: Pick<AnyMessage, 'tenantId'>): Order {
  if (order.tenantId !== tenantId) throw unknown()
  return order
}

async function known(collection: Collection<Order>, orderId: OrderId): Promise<Order> {
  const order = await collection.get(orderId)
  if (!order) throw unknown()
  return order
}

const unknown = () =>
  new Reject('ERR_ORDER_UNKNOWN', 'The message names an order that is not in the store.')
