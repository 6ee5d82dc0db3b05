import {
  actsAt,
  failedAgain,
  leftAlone,
  type Order,
  planned,
  type Renewal,
  requested,
} from '@certwire/domain'
import type { Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import { followed } from './follow.ts'
import type { Plans } from './plans.ts'
import { orderGone } from './problems.ts'
import { successorIdOf } from './successor.ts'

export interface Acting extends Pick<Platform, 'clock'> {
  readonly orders: Pick<Collection<Order>, 'get'>
  readonly plans: Pick<Plans, 'planFor'>
  readonly policy: Pick<Platform['config']['policy'], 'renewal'>
}

/** Does what is due: looks after the order that is to renew it, or makes it be asked for. */
export async function act(
  renewal: Renewal,
  order: Order | undefined,
  { orders, plans, policy, clock }: Acting,
): Promise<Renewal> {
  const now = clock()
  if (actsAt(renewal) > now.toISOString()) return renewal
  const { state, reason, successor, orderId } = renewal
  if (state === 'requested' && successor !== undefined)
    return followed(renewal, successor, await orders.get(successor), now)
  const isMeant = policy.renewal === 'auto' || reason === 'person'
  // The CA may yet refuse to revoke it.
  if (!isMeant || order?.phase === 'revoking') return leftAlone(renewal, now)
  if (!order) return failedAgain(renewal, orderGone(orderId), now)
  const planId = state === 'scheduled' ? await plans.planFor(renewal) : undefined
  return planId === undefined
    ? requested(renewal, successorIdOf(renewal), now)
    : planned(renewal, planId, now)
}
