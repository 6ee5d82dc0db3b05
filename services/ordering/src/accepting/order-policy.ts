import type { CertificateId, TenantId } from '@certwire/contracts'
import type { CertificateDocument } from '@certwire/documents'
import { type Request, sameNames } from '@certwire/domain'
import type { Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'

type Policy = Platform['config']['policy']
type Certificates = Pick<Collection<CertificateDocument>, 'get'>

interface Asked {
  readonly tenantId: TenantId
  readonly names: readonly string[]
  readonly renewalOf: CertificateId | undefined
}

/** What the operator decides about an order when it is accepted. */
export interface OrderPolicy {
  readonly patience: Request['patience']
  /** Whether it has to be approved before it goes to a CA. */
  needsApproval(order: Asked): Promise<boolean>
}

const MINUTES_PER_DAY = 24 * 60

export const orderPolicy = (policy: Policy, certificates: Certificates): OrderPolicy => ({
  patience: {
    ...policy.patience,
    approving: policy.approvalWithinDays,
    placing: policy.failOverAfterMinutes / MINUTES_PER_DAY,
  },
  needsApproval: async (order) =>
    policy.approval === 'all' ||
    (policy.approval === 'new' && !(await isRenewal(order, certificates))),
})

/**
 * What has the names of the tenant's certificate that it says it renews: saying so is not enough. After one that was
 * revoked somebody has to approve the next.
 */
async function isRenewal({ tenantId, names, renewalOf }: Asked, certificates: Certificates) {
  const before = renewalOf === undefined ? undefined : await certificates.get(renewalOf)
  if (before?.tenantId !== tenantId || before.revoked) return false
  return sameNames(before.names, names)
}
