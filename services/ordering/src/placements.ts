import { OrderId } from '@certwire/contracts'
import { type Collection, DuplicateError } from '@certwire/store'
import type { Placement } from './placement-documents.ts'

export interface Placements {
  /** The URL of the order that this generation has at the CA, if its placing got so far. */
  find(orderId: OrderId, generation: number): Promise<string | undefined>
  /**
   * Keeps that the CA's order belongs to ours, and answers whose it is. A CA may give two of our orders the same one,
   * and it can be finalized with one key only.
   */
  claim(url: string, orderId: OrderId, generation: number): Promise<OrderId>
}

export const connectPlacements = (collection: Collection<Placement>): Placements => ({
  find: async (orderId, generation) => {
    const [placement] = await collection.find('owner', {
      equal: [`${orderId}/${generation}`],
      limit: 1,
    })
    return placement?._id
  },
  claim: async (url, orderId, generation) => {
    try {
      await collection.insert({ _id: url, version: 1, owner: `${orderId}/${generation}` })
      return orderId
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error
      const placement = await collection.get(url)
      return OrderId.parse(placement?.owner.split('/')[0])
    }
  },
})
