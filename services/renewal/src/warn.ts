import { CertExpiring, stamp } from '@certwire/contracts'
import { awake, type Renewal, warningsOf } from '@certwire/domain'
import { type Platform, post } from '@certwire/runtime'

/**
 * Says that a certificate expires soon, once for each instant at which that has to be said, the latest if several have
 * passed. It is said before that is kept, under an id that follows from which one it is: a crash in between repeats it,
 * and loses nothing.
 */
export async function warned(
  renewal: Renewal,
  { bus, clock }: Pick<Platform, 'bus' | 'clock'>,
): Promise<Renewal> {
  const now = clock().toISOString()
  const passed = warningsOf(renewal.facts).filter((at) => at <= now).length
  if (passed <= renewal.warned) return renewal
  const { _id, tenantId, orderId, names, facts: certificate, problem } = renewal
  const draft = CertExpiring(orderId, { names, certificate, ...(problem && { problem }) })
  const id = `${_id}.expiring.${passed}`
  await post(bus, [stamp(draft, { id, source: '/certwire/renewal', time: clock(), tenantId })])
  return awake({ ...renewal, warned: passed })
}
