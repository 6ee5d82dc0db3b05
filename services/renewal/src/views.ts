import type { RenewalView } from '@certwire/contracts'
import type { Renewal } from '@certwire/domain'

/** A renewal as people and programs see it. */
export function viewOf(renewal: Renewal): RenewalView {
  const { _id: id, tenantId: tenant, orderId, names, facts, state, renewAt, reason } = renewal
  const { attempt, successor, issuer, window, pollAt, planId, problem, renewedBy } = renewal
  return {
    ...{ id, tenant, orderId, names, state, renewAt, reason, attempt },
    ...{ notBefore: facts.notBefore, notAfter: facts.notAfter },
    ...(issuer !== undefined && { issuer }),
    ...(successor !== undefined && { successor }),
    ...(window && { window }),
    ...(pollAt !== undefined && { pollAt }),
    ...(planId !== undefined && { planId }),
    ...(problem && { problem }),
    ...(renewedBy !== undefined && { renewedBy }),
  }
}
