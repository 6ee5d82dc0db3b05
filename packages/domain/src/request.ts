import type { DnsName, KeyType, OrderId, Problem, TenantId } from '@certwire/contracts'
import { CertFailed } from '@certwire/contracts'
import { after } from './deadline.ts'
import { enter } from './enter.ts'
import type { Order } from './order.ts'
import { recorded } from './transition.ts'

/** A request that was understood: what the new order is about. */
export interface Request {
  readonly orderId: OrderId
  readonly tenantId: TenantId
  readonly digest: string
  readonly issuer: string
  readonly key: KeyType
  readonly csr?: string
  readonly verdict: { readonly names: DnsName[] } | { readonly problem: Problem }
}

/** The first version of an order: on its way to the CA, or failed at the door with the reason. */
export function open({ verdict, ...request }: Request, now: Date): Order {
  const at = after(now, 0)
  const first = {
    _id: request.orderId,
    version: 0,
    tenantId: request.tenantId,
    requestDigest: request.digest,
    issuer: request.issuer,
    names: 'names' in verdict ? verdict.names : [],
    key: request.key,
    ...(request.csr !== undefined && { ownCsr: request.csr }),
    ...{ createdAt: at, generation: 1, records: [], outbox: [], history: [] },
  }
  const step =
    'names' in verdict
      ? enter({ ...first, phase: 'placing', placeAt: at }, now)
      : enter({ ...first, phase: 'failed', problem: verdict.problem }, now, [
          CertFailed(request.orderId, { names: [], problem: verdict.problem }),
        ])
  return recorded(step, { type: 'cert.requested', data: verdict }, now)
}
