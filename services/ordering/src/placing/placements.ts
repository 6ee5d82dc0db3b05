import { OrderId } from '@certwire/contracts'
import { type Collection, insertOrGet } from '@certwire/store'
import type { Placement } from './placement-documents.ts'

export interface Placements {
  /** The URL of the order that this generation has at the CA, if its placing got so far. */
  find(orderId: OrderId, generation: number): Promise<string | undefined>
  /**
   * Keeps that the CA's order belongs to ours, and answers whose it is. A CA may give two of our orders the same one,
   * and it can be finalized with one key only. One that belongs to an order that has ended is free.
   */
  claim(url: string, orderId: OrderId, generation: number): Promise<OrderId>
  /** Whose the CA's order is, if it is one of ours. */
  holderOf(url: string): Promise<OrderId | undefined>
}

export function connectPlacements(
  collection: Collection<Placement>,
  isOver: (orderId: OrderId) => Promise<boolean>,
): Placements {
  const claim: Placements['claim'] = async (url, orderId, generation) => {
    const owner = `${orderId}/${generation}`
    const placement = await insertOrGet(collection, { _id: url, version: 1, owner })
    const holder = holderIn(placement)
    if (placement.owner === owner) return orderId
    if (holder !== orderId && !(await isOver(holder))) return holder
    const taken = { ...placement, version: placement.version + 1, owner }
    return (await collection.replace(taken)) ? orderId : claim(url, orderId, generation)
  }
  return {
    find: async (orderId, generation) => {
      const owner = `${orderId}/${generation}`
      const [placement] = await collection.find('owner', { equal: [owner], limit: 1 })
      return placement?._id
    },
    claim,
    holderOf: async (url) => {
      const placement = await collection.get(url)
      return placement && holderIn(placement)
    },
  }
}

const holderIn = ({ owner }: Placement) => OrderId.parse(owner.split('/')[0])
