import { type AnyMessage, type OrderId, stamp } from '@certwire/contracts'
import { type Order, settled, transition } from '@certwire/domain'
import { type Platform, post, Reject } from '@certwire/runtime'
import { type Collection, DuplicateError } from '@certwire/store'

export interface Orders {
  /** Keeps the first version of an order and says what it says. Answers the one that is there, if there is one. */
  create(order: Order): Promise<Order>
  /** Lets a message move its order. A message that changes nothing makes the order repeat what it said last. */
  move(message: AnyMessage): Promise<void>
  /** Orders whose time has come, the longest due first. */
  due(limit: number): Promise<Order[]>
  /** Tells one of them. If it has moved since it was read, its time has not come any more. */
  remind(order: Order): Promise<void>
}

/** The only writer of order documents: each change is one compare-and-set, with what it says in the same write. */
export function connectOrders(
  collection: Collection<Order>,
  { bus, clock }: Pick<Platform, 'bus' | 'clock'>,
): Orders {
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
    if (rest) await collection.replace(rest)
  }
  return {
    create: async (order) => {
      const stored = await insertOrGet(collection, order)
      await say(stored)
      return stored
    },
    move: async (message) => {
      let order: Order
      let next: Order
      do {
        order = await addressed(collection, message)
        next = transition(order, message, clock())
      } while (next !== order && !(await collection.replace(next)))
      // Said again if nothing changed: a crash between the write and the publishing is healed by the redelivery.
      await say(next)
    },
    due: (limit) => collection.find('due', { to: clock().toISOString(), limit }),
    remind: async (order) => {
      const next = transition(order, { type: 'clock.due', data: {} }, clock())
      if (await collection.replace(next)) await say(next)
    },
  }
}

async function insertOrGet(collection: Collection<Order>, order: Order): Promise<Order> {
  try {
    await collection.insert(order)
    return order
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error
    return known(collection, order._id)
  }
}

/** Nobody moves the order of another tenant, or learns that it is there. */
async function addressed(
  collection: Collection<Order>,
  { orderId, tenantId }: Pick<AnyMessage, 'orderId' | 'tenantId'>,
): Promise<Order> {
  const order = await known(collection, orderId)
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
