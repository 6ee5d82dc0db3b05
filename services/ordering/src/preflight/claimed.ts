import { bare } from '@certwire/domain'
import { claimOver, endsSoon, type StandingClaim } from '@certwire/hvca'
import type { Platform } from '@certwire/runtime'
import type { HvcaAccounts } from '../hvca/hvca.ts'

/** Tells of the names of an order, without `*.`, whether the CA wants no proof; `perhaps` where it could not be asked. */
export type Claimed = (
  names: readonly string[],
  issuer: string,
  signal: AbortSignal,
) => Promise<(name: string) => 'yes' | 'no' | 'perhaps'>

interface Deps {
  readonly hvca: Pick<HvcaAccounts, 'of'>
  readonly clock: () => Date
  readonly log: Pick<Platform['log'], 'info' | 'warn'>
}

/** By the claims that the issuer's HVCA has; each that is used is logged with its end. */
export function claimed({ hvca, clock, log }: Deps): Claimed {
  return async (names, issuer, signal) => {
    const account = hvca.of(issuer)
    if (!account) return () => 'no'
    const claims = await account.claims(signal)
    if (!claims) return () => 'perhaps'
    const now = clock()
    const found = names.map((name) => ({ name, claim: claimOver(name, claims, now) }))
    const used = Map.groupBy(found, ({ claim }) => claim)
    for (const [claim, below] of used) if (claim) tell(claim, below.length, now, log)
    const others = new Set((used.get(undefined) ?? []).map(({ name }) => bare(name)))
    return (name) => (others.has(name) ? 'no' : 'yes')
  }
}

function tell(claim: StandingClaim, names: number, now: Date, log: Deps['log']): void {
  const { domain: name, expiresAt } = claim
  const until = expiresAt.toISOString()
  log.info({ name, names, until }, 'claimed at the CA: no proof is needed')
  if (!endsSoon(claim, now)) return
  const saw = `the claim at the CA ends at ${until}: reassert it in the portal`
  const finding = { check: 'claim', name, level: 'warning', code: 'ERR_CLAIM_EXPIRES', saw }
  log.warn(finding, 'preflight')
}
