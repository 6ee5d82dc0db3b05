import type { CertRequested, Identifier, MessageOf, Problem } from '@certwire/contracts'
import { badIssuers, badWishes, nameSet, open } from '@certwire/domain'
import { Reject, requestDigest } from '@certwire/runtime'
import type { Orders } from '../orders.ts'
import { csrNames } from './csr.ts'
import type { OrderPolicy } from './order-policy.ts'

interface Deps {
  readonly orders: Orders
  readonly issuers: { readonly defaultName: string; readonly names: readonly string[] }
  readonly policy: OrderPolicy
  readonly clock: () => Date
}

/** Turns a request into an order, also one that can only fail: then the reason is where everybody looks. */
export async function accept(
  { orderId, tenantId, data }: MessageOf<typeof CertRequested>,
  { orders, issuers, policy, clock }: Deps,
): Promise<[]> {
  const issuer = data.issuer ?? issuers.defaultName
  const verdict = judge({ ...data, issuer }, issuers.names, clock())
  const { fallbacks, wishes, renewalOf } = data
  const asked = 'names' in verdict && { tenantId, names: verdict.names, renewalOf }
  const request = {
    ...{ orderId, tenantId, issuer, verdict },
    key: data.key ?? 'p256',
    ...(data.csr !== undefined && { csr: data.csr }),
    ...(fallbacks && { fallbacks }),
    ...(wishes && { wishes }),
    ...(renewalOf !== undefined && { renewalOf }),
    ...(policy.patience && { patience: policy.patience }),
    needsApproval: asked !== false && (await policy.needsApproval(asked)),
    digest: requestDigest({ ...data, issuer }),
  } as const
  const order = await orders.create(open(request, clock()))
  if (order.requestDigest !== request.digest || order.tenantId !== tenantId)
    throw new Reject('ERR_REQUEST_CONFLICT', 'Another request came before under the same id.')
  return []
}

type Data = MessageOf<typeof CertRequested>['data'] & { readonly issuer: string }

function judge(
  { issuer, fallbacks = [], wishes = {}, csr, ...data }: Data,
  known: readonly string[],
  now: Date,
): { names: Identifier[] } | { problem: Problem } {
  const problem = badIssuers([issuer, ...fallbacks], known) ?? badWishes(wishes, now)
  if (problem) return { problem }
  return csr === undefined ? nameSet(data.names) : csrNames({ ...data, csr })
}
