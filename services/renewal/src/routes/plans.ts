import type { RenewalPlanView } from '@certwire/contracts'
import type { Renewal } from '@certwire/domain'
import { checked, HttpProblem, Limit, newestFirst, type Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Plan } from '../plan-documents.ts'
import { mayGo } from '../proceed.ts'

interface Deps extends Pick<Platform, 'clock'> {
  readonly plans: Collection<Plan>
  readonly renewals: Collection<Renewal>
}

const Query = z.strictObject({
  limit: Limit,
  /** The last plan of the page before. */
  before: z.string().optional(),
})

/** Counts stop here: who has more reads "at least". */
const MOST_COUNTED = 10_000

/** Plans by which many certificates are renewed before their time, newest first; and `POST …/:id/approve`. */
export function planRoutes(app: FastifyInstance, { plans, renewals, clock }: Deps): void {
  const known = async (id: string): Promise<Plan> => {
    const plan = await plans.get(id)
    if (plan) return plan
    const remedy = 'Look for it in the list of plans.'
    throw new HttpProblem(404, 'ERR_PLAN_UNKNOWN', 'There is no such plan.', remedy)
  }
  const count = async ({ _id }: Plan, state: Renewal['state']): Promise<number> =>
    (await renewals.find('plan', { equal: [_id, state], limit: MOST_COUNTED })).length
  const viewOf = async (plan: Plan): Promise<RenewalPlanView> => {
    const { _id: id, version: _, nextAt, ...rest } = plan
    const waits = mayGo(plan, clock()) ? 'running' : 'awaiting approval'
    return {
      ...{ id, ...rest, state: nextAt === undefined ? 'done' : waits },
      waiting: await count(plan, 'planned'),
      underWay: await count(plan, 'requested'),
      renewed: await count(plan, 'renewed'),
      failed: await count(plan, 'scheduled'),
    }
  }
  app.get('/renewals/plans', async (request) => {
    const { limit, before } = checked(Query, request.query, 'query')
    const last = before === undefined ? undefined : await known(before)
    const { found, more } = await newestFirst(plans, 'created', { limit }, last, createdAt)
    return { plans: await Promise.all(found.map(viewOf)), ...more }
  })
  app.post<{ Params: { id: string } }>('/renewals/plans/:id/approve', async ({ params }, reply) => {
    const approved = await approve(await known(params.id), plans, clock)
    return reply.code(202).send(await viewOf(approved))
  })
}

async function approve(plan: Plan, plans: Deps['plans'], clock: () => Date): Promise<Plan> {
  if (plan.approvedAt !== undefined || plan.nextAt === undefined) return plan
  const at = clock().toISOString()
  const next = { ...plan, version: plan.version + 1, approvedAt: at, nextAt: at }
  if (await plans.replace(next)) return next
  const again = await plans.get(plan._id)
  return again ? approve(again, plans, clock) : plan
}

const createdAt = (plan: Plan): string => plan.createdAt
