import { CertRequested, type OrderId, stamp, type TenantId } from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { type Platform, post } from '@certwire/runtime'
import { type Collection, DuplicateError } from '@certwire/store'
import type { RequestDocument } from './documents.ts'

const AGAIN_AFTER_MS = 15_000
const AT_ONCE = 200

type Bus = Platform['bus']

export interface Requests {
  /** Resolves when the request can no longer be lost. */
  take(orderId: OrderId, tenantId: TenantId, data: unknown): Promise<void>
  /** Sends again what has no order yet, and forgets what has. */
  sweep(signal: AbortSignal): Promise<void>
}

interface Deps {
  readonly requests: Collection<RequestDocument>
  readonly orders: Collection<Order>
  readonly bus: Bus
  readonly clock: () => Date
}

/** Keeps a request until ordering has made it an order: losing every message costs it time and nothing else. */
export function connectRequests({ requests, orders, bus, clock }: Deps): Requests {
  const later = () => new Date(clock().getTime() + AGAIN_AFTER_MS).toISOString()
  const say = ({ _id, version, tenantId, data }: RequestDocument) => {
    const draft = { type: CertRequested.type, orderId: _id, data }
    const id = `${_id}.request.${version}`
    return post(bus, [stamp(draft, { id, source: '/certwire/ops', time: clock(), tenantId })])
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
    take: async (orderId, tenantId, data) => {
      const request = { _id: orderId, version: 1, tenantId, data, nextAt: later() }
      await requests.insert(request).catch((error: unknown) => {
        if (!(error instanceof DuplicateError)) throw error
      })
      await say(request)
    },
    sweep: async (signal) => {
      const due = await requests.find('due', { to: clock().toISOString(), limit: AT_ONCE })
      for (const request of due) if (!signal.aborted) await settle(request)
    },
  }
}
