import type { AcmePort, Order } from '@certwire/acme'
import type { MessageOf, OrderId, PlaceOrder } from '@certwire/contracts'
import { sameNames } from '@certwire/domain'
import { caAction } from '@certwire/issuers'
import { type Collection, insertOnce } from '@certwire/store'
import type { Placements } from './placements.ts'
import type { UnheardOrder } from './unheard-documents.ts'

/** Orders that a CA may have taken although its answer never came. */
export interface Unheard {
  /** Keeps that this generation may be at the CA. */
  note(orderId: OrderId, generation: number): Promise<void>
  /**
   * The URL of the CA's order for these names that nobody has, claimed, where this generation was noted and the CA lists
   * such a one (RFC 8555 §7.1.2.1). Otherwise it is to be placed.
   */
  claimed(
    message: MessageOf<typeof PlaceOrder>,
    acme: AcmePort,
    signal: AbortSignal,
  ): Promise<string | undefined>
}

/** Each is a request; those of others on the same account are among them. */
const MOST_LOOKED_AT = 20
/** An account may have ordered for years, and most CAs list the latest last. */
const MOST_LISTED = 500

export function connectUnheard(
  collection: Collection<UnheardOrder>,
  placements: Pick<Placements, 'claim' | 'holderOf'>,
): Unheard {
  const nobodys = async (url: string) => ((await placements.holderOf(url)) ? [] : [url])
  return {
    note: async (orderId, generation) => {
      await insertOnce(collection, { _id: `${orderId}/${generation}`, version: 1 })
    },
    claimed: async ({ orderId, data }, acme, signal) => {
      const { generation, names, deferred } = data
      const id = `${orderId}/${generation}`
      // Whoever was noted has been put off.
      if (deferred === undefined || !(await collection.get(id))) return undefined
      const latest = ((await ifGiven(acme.orders(signal))) ?? []).slice(-MOST_LISTED)
      const listed = (await Promise.all(latest.map(nobodys))).flat()
      for (const url of listed.toReversed().slice(0, MOST_LOOKED_AT)) {
        const order = await ifGiven(acme.order(url, signal))
        const isIt = order && isOpenFor(names, order)
        if (isIt && (await placements.claim(url, orderId, generation)) === orderId) return url
      }
      await collection.delete(id)
      return undefined
    },
  }
}

/** Nothing where the CA will not say; one that is busy is asked later. */
async function ifGiven<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (caAction(error, 'order') === 'wait') throw error
    return undefined
  }
}

const isOpenFor = (names: readonly string[], { status, names: ordered }: Order): boolean =>
  (status === 'pending' || status === 'ready') &&
  sameNames(
    names,
    ordered.map((name) => name.toLowerCase()),
  )
