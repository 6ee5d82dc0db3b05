import { type BudgetView, OrderId, TenantId } from '@certwire/contracts'
import { availableAt, type BudgetProfile, type LimitName, left } from '@certwire/domain'
import type { BudgetDocument } from './documents.ts'

const MOST_WAITING = 20

/** A bucket as people see it. */
export function viewOf(document: BudgetDocument, profile: BudgetProfile, now: number): BudgetView {
  const { issuer, limit, key, bucket, pausedUntil = 0, said } = document
  return {
    ...{ issuer, limit, key },
    ...figures(document, profile, now),
    ...(pausedUntil > now && { pausedUntil: iso(pausedUntil), ...(said && { said }) }),
    held: bucket.holds.length,
    waiting: bucket.waiting.slice(0, MOST_WAITING).map(({ who, tenant, at }) => ({
      order: OrderId.parse(who.split('/')[0]),
      ...{ tenant: TenantId.parse(tenant), at: iso(at) },
    })),
    // Whoever is told to ask for a turn later is not known by name.
    ...(Object.keys(bucket.later).length > 0 && { more: true }),
  }
}

function figures({ limit, bucket }: BudgetDocument, profile: BudgetProfile, now: number) {
  const allowance =
    limit === 'requests' ? undefined : profile[limit as Exclude<LimitName, 'requests'>]
  if (!allowance) return {}
  const nextAt = availableAt(bucket, 1, allowance, now)
  return {
    ...{ count: allowance.count, seconds: allowance.perMs / 1000 },
    left: left(bucket, allowance, now),
    ...(nextAt > now && { nextAt: iso(nextAt) }),
  }
}

const iso = (at: number) => new Date(Math.ceil(at)).toISOString()
