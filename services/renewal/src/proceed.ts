import { type Renewal, released } from '@certwire/domain'
import type { Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { Plan } from './plan-documents.ts'

const PLANS = 20
const MINUTE = 60_000

/** So many renewals of a plan are under way at a time: those that are due meanwhile do not wait behind all of it. */
const AT_ONCE = 50

export interface Proceeding extends Pick<Platform, 'clock'> {
  readonly plans: Collection<Plan>
  readonly renewals: Collection<Renewal>
}

/** Goes on with the plans that may: whoever is next in order has his turn as others are done. */
export async function proceed(deps: Proceeding, signal: AbortSignal): Promise<void> {
  const due = await deps.plans.find('due', { to: deps.clock().toISOString(), limit: PLANS })
  for (const plan of due) if (!signal.aborted) await proceedWith(plan, deps)
}

async function proceedWith(plan: Plan, { plans, renewals, clock }: Proceeding): Promise<void> {
  const now = clock()
  const nextAt = new Date(now.getTime() + MINUTE).toISOString()
  const mine = { ...plan, version: plan.version + 1, nextAt }
  // Another process may have the same in hand.
  if (!(await plans.replace(mine))) return
  if (!mayGo(plan, now)) return
  const underWay = await renewals.find('plan', { equal: [plan._id, 'requested'], limit: AT_ONCE })
  const room = AT_ONCE - underWay.length
  if (room === 0) return
  const turn = await renewals.find('plan', { equal: [plan._id, 'planned'], limit: room })
  for (const renewal of turn)
    await renewals.replace({ ...released(renewal, now), version: renewal.version + 1 })
  if (turn.length > 0 || underWay.length > 0) return
  const { nextAt: _, ...over } = mine
  await plans.replace({ ...over, version: mine.version + 1 })
}

/** Approved, or not waited for any longer. */
export const mayGo = ({ approvedAt, goesAt }: Plan, now: Date): boolean =>
  approvedAt !== undefined || goesAt <= now.toISOString()
