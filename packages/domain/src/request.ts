import type {
  CertificateId,
  Identifier,
  KeyType,
  OrderId,
  Problem,
  TenantId,
  Wishes,
} from '@certwire/contracts'
import { CertFailed } from '@certwire/contracts'
import { after } from './deadline.ts'
import { enter } from './enter.ts'
import type { Order, Patience } from './order.ts'
import { recorded } from './transition.ts'

/** A request that was understood: what the new order is about. */
export interface Request {
  readonly orderId: OrderId
  readonly tenantId: TenantId
  readonly digest: string
  readonly issuer: string
  readonly key: KeyType
  readonly csr?: string
  readonly fallbacks?: string[]
  readonly wishes?: Wishes
  readonly renewalOf?: CertificateId
  readonly patience?: Patience
  /** It goes to a CA only when somebody has approved it. */
  readonly needsApproval?: boolean
  readonly verdict: { readonly names: Identifier[] } | { readonly problem: Problem }
}

/** The first version of an order: on its way to the CA or to whoever approves it, or failed at the door with the reason. */
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
    ...(request.fallbacks && { fallbacks: request.fallbacks }),
    ...(request.wishes && { wishes: request.wishes }),
    ...(request.patience && { patience: request.patience }),
    ...(request.needsApproval && { approval: {} }),
    ...(request.renewalOf !== undefined && { renewalOf: request.renewalOf }),
    ...{ createdAt: at, generation: 1, records: [], outbox: [], history: [] },
  }
  const begin = () =>
    request.needsApproval
      ? enter({ ...first, phase: 'approving' }, now)
      : enter({ ...first, phase: 'placing', placeAt: at }, now)
  const step =
    'names' in verdict
      ? begin()
      : enter({ ...first, phase: 'failed', problem: verdict.problem }, now, [
          CertFailed(request.orderId, { names: [], problem: verdict.problem }),
        ])
  return recorded(step, { type: 'cert.requested', data: verdict }, now)
}
