import { CertRequested, type OrderId, stamp, type TenantId } from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { type Platform, post, requestDigest } from '@certwire/runtime'
import { type Collection, insertOnce } from '@certwire/store'
import type { RequestDocument } from './documents.ts'

const AGAIN_AFTER_MS = 15_000
const AT_ONCE = 200

export interface Requests {
  /**
   * Resolves when the request can no longer be lost, whatever the bus does. False: another request came before under
   * the same id, and this one is not taken.
   */
  take(orderId: OrderId, tenantId: TenantId, data: RequestDocument['data']): Promise<boolean>
  /** A request that is not an order yet. */
  find(orderId: string): Promise<RequestDocument | undefined>
  /** Sends again what has no order yet, and forgets what has. */
  sweep(signal: AbortSignal): Promise<void>
}

interface Deps extends Pick<Platform, 'bus' | 'clock' | 'log'> {
  readonly requests: Collection<RequestDocument>
  readonly orders: Collection<Order>
}

/** Keeps a request until ordering has made it an order: losing every message costs it time and nothing else. */
export function connectRequests({ requests, orders, bus, clock, log }: Deps): Requests {
  const later = () => new Date(clock().getTime() + AGAIN_AFTER_MS).toISOString()
  const say = async ({ _id: orderId, version, tenantId, data }: RequestDocument) => {
    const id = `${orderId}.request.${version}`
    const mark = { id, source: '/certwire/ops', time: clock(), tenantId }
    await post(bus, [stamp(CertRequested(orderId, data), mark)]).catch((err: unknown) =>
      log.warn({ orderId, err }, 'a request is kept, and will be sent later'),
    )
  }
  const settle = async (request: RequestDocument): Promise<void> => {
    if (await orders.get(request._id)) {
      await requests.delete(request._id)
      return
    }
    const next = { ...request, version: request.version + 1, nextAt: later() }
    if (await requests.replace(next)) await say(next)
  }
  return {
    take: async (_id, tenantId, data) => {
      const createdAt = clock().toISOString()
      const request = { _id, version: 1, tenantId, data, createdAt, nextAt: later() }
      const kept = await insertOrGet(requests, request)
      const order = await orders.get(_id)
      const digest = order?.requestDigest ?? requestDigest(kept.data)
      if (digest !== requestDigest(data)) return false
      if (!order) await say(kept)
      return true
    },
    find: (orderId) => requests.get(orderId),
    sweep: async (signal) => {
      const due = await requests.find('due', { to: clock().toISOString(), limit: AT_ONCE })
      for (const request of due) if (!signal.aborted) await settle(request)
    },
  }
}

async function insertOrGet(
  requests: Collection<RequestDocument>,
  request: RequestDocument,
): Promise<RequestDocument> {
  if (await insertOnce(requests, request)) return request
  // One that is gone has become an order in this moment, which then tells what was asked for.
  return (await requests.get(request._id)) ?? request
}
