import type { IssuerConfig } from '@certwire/config'
import type { Finding } from '@certwire/dns'
import { claimOver, endsSoon, HvcaError, type StandingClaim } from '@certwire/hvca'
import { openHvca } from '@certwire/issuers'
import type { Context } from './context.ts'

/** A claim of the account at the CA that a name is below. */
export type ClaimRow = { readonly check: 'claim'; readonly name: string; readonly saw: string } & (
  | { readonly level: 'ok' }
  | { readonly level: 'warning'; readonly code: 'ERR_CLAIM_EXPIRES'; readonly remedy: string }
)

/**
 * The findings without those that do not count for a name that is claimed at the CA, and a row for each such name. CAA
 * counts all the same. Where the CA's API cannot be asked, all of them count.
 */
export async function examineClaims(
  names: readonly string[],
  issuer: IssuerConfig,
  findings: readonly Finding[],
  { say, signal }: Pick<Context, 'say' | 'signal'>,
): Promise<readonly (Finding | ClaimRow)[]> {
  const rows = await claimedAt(names, issuer, signal).catch((error: unknown) => {
    if (!(error instanceof HvcaError)) throw error
    say(`HVCA cannot be asked for claimed domains: ${error.code}: ${error.message}`)
    return []
  })
  const covered = new Set(rows.map(({ name }) => name))
  const others = new Set(names.filter((name) => !covered.has(name)).map(base))
  const counts = ({ check, name }: Finding) =>
    rows.length === 0 || check === 'caa' || others.has(name)
  return [...rows, ...findings.filter(counts)]
}

async function claimedAt(
  names: readonly string[],
  issuer: IssuerConfig,
  signal: AbortSignal,
): Promise<ClaimRow[]> {
  const clock = () => new Date()
  const hvca = openHvca(issuer, clock)
  if (!hvca) return []
  try {
    const { items } = await hvca.claims(signal)
    return names.flatMap((name) => {
      const claim = claimOver(name, items, clock())
      return claim ? [rowOf(name, claim, clock())] : []
    })
  } finally {
    await hvca.close()
  }
}

function rowOf(name: string, claim: StandingClaim, now: Date): ClaimRow {
  const until = claim.expiresAt.toISOString()
  const seen = { name, saw: `the claim of ${claim.domain} at the CA is verified until ${until}` }
  if (!endsSoon(claim, now)) return { check: 'claim', level: 'ok', ...seen }
  const remedy = 'Reassert the claim in the portal of the CA.'
  return { check: 'claim', level: 'warning', code: 'ERR_CLAIM_EXPIRES', remedy, ...seen }
}

const base = (name: string): string => name.replace(/^\*\./, '')
