import { createHash } from 'node:crypto'
import type { Config, IssuerConfig, LimitsConfig } from '@certwire/config'
import { type Allowance, type BudgetProfile, budgetProfiles } from '@certwire/domain'

/** An issuer as its limits see it. */
export interface LimitedIssuer {
  readonly name: string
  /** By its directory: several issuers may share what a CA allows us. */
  readonly ca: string
  /** Our account there. */
  readonly account: string
  readonly profile: BudgetProfile
}

const HOUR_MS = 3_600_000

export const limitedIssuers = (issuers: Config['issuers']): ReadonlyMap<string, LimitedIssuer> =>
  new Map(Object.entries(issuers).map(([name, issuer]) => [name, limited(name, issuer)]))

function limited(name: string, { directory, limits }: IssuerConfig): LimitedIssuer {
  const ca = createHash('sha256').update(directory).digest('hex').slice(0, 12)
  return { name, ca, account: `${name}-${ca}`, profile: profileOf(limits) }
}

export function profileOf(limits: LimitsConfig = 'learned'): BudgetProfile {
  if (typeof limits === 'string') return budgetProfiles[limits]
  const entries = Object.entries(limits).flatMap(([limit, value]) =>
    value === undefined ? [] : [[limit, typeof value === 'object' ? allowance(value) : value]],
  )
  return Object.fromEntries(entries)
}

const allowance = ({ count, hours }: { count: number; hours: number }): Allowance => ({
  ...{ count, perMs: hours * HOUR_MS },
})
