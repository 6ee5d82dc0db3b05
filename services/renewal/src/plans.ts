import type { Renewal } from '@certwire/domain'
import type { Platform } from '@certwire/runtime'
import { type Collection, insertOnce } from '@certwire/store'
import type { Plan } from './plan-documents.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** Those that are found rushed within so long belong together: it is how often a CA is asked. */
const HORIZON = 6 * HOUR
/** A CA that is about to revoke does not wait, so no approval is waited for any longer. ADR-0014 */
const PATIENCE = 12 * HOUR

export interface Plans {
  /** The plan in which it waits for its turn; none for one that may go at once, as the first few may. */
  planFor(renewal: Renewal): Promise<string | undefined>
}

interface Deps extends Pick<Platform, 'clock'> {
  readonly plans: Collection<Plan>
  readonly renewals: Pick<Collection<Renewal>, 'find'>
  readonly policy: Pick<Platform['config']['policy'], 'massRenewal' | 'massRenewalAbove'>
}

export function connectPlans({ plans, renewals, policy, clock }: Deps): Plans {
  const isMany = async (issuer: string): Promise<boolean> => {
    const from = new Date(clock().getTime() - HORIZON).toISOString()
    const limit = policy.massRenewalAbove + 1
    return (await renewals.find('rushed', { equal: [issuer], from, limit })).length === limit
  }
  /** That of yesterday while somebody waits in it; else that of today. */
  const joined = async (issuer: string, explanationUrl: string | undefined): Promise<string> => {
    const now = clock()
    const yesterday = planIdOf(issuer, new Date(now.getTime() - DAY))
    if ((await plans.get(yesterday))?.nextAt !== undefined) return yesterday
    const _id = planIdOf(issuer, now)
    const known = await plans.get(_id)
    const at = now.toISOString()
    const patienceMs = policy.massRenewal === 'approve' ? PATIENCE : 0
    const goesAt = new Date(now.getTime() + patienceMs).toISOString()
    const explained = explanationUrl === undefined ? {} : { explanationUrl }
    const plan = { _id, version: 1, issuer, createdAt: at, goesAt, nextAt: at, ...explained }
    if (!known) await insertOnce(plans, plan)
    else if (!known.nextAt)
      await plans.replace({ ...known, nextAt: at, version: known.version + 1 })
    return _id
  }
  return {
    planFor: async ({ reason, rushedAt, issuer, window }) => {
      const isRushed = reason === 'window' && rushedAt !== undefined && issuer !== undefined
      if (!isRushed || !(await isMany(issuer))) return undefined
      return joined(issuer, window?.explanationUrl)
    },
  }
}

const planIdOf = (issuer: string, day: Date) => `${issuer}-${day.toISOString().slice(0, 10)}`
