import { type Draft, stamp } from '@certwire/contracts'
import type { Order } from '@certwire/domain'
import { HttpProblem, type Platform, post } from '@certwire/runtime'

/** Hands to ordering what somebody asks of an order. */
export type Ask = (order: Order, draft: Draft) => Promise<void>

/** The id follows from the version that was seen, so that whoever asks twice at once asks once. */
export const asking =
  ({ bus, clock }: Pick<Platform, 'bus' | 'clock'>): Ask =>
  ({ _id, version, tenantId }, draft) => {
    const mark = { source: '/certwire/ops', time: clock(), tenantId }
    return post(bus, [stamp(draft, { ...mark, id: `${_id}.${version}.${draft.type}` })])
  }

export function refuseUnless(may: boolean, { phase }: Order, code: string, why: string): void {
  if (may) return
  const remedy = 'Look at the order; for another certificate send another request.'
  throw new HttpProblem(409, code, `The order is ${phase}: ${why}.`, remedy)
}
