import type { Claim } from './hvca.ts'

/** Renewing a claim takes people. */
const SOON_MS = 14 * 86_400_000

/** A claim that counts, and until when. */
export type StandingClaim = Claim & { readonly expiresAt: Date }

/**
 * The claim that lets a name need no proof, the one that lasts longest. A verified domain covers all below it and its
 * wildcards; one that was verified by HTTP covers its own name only.
 */
export function claimOver(
  name: string,
  claims: readonly Claim[],
  now: Date,
): StandingClaim | undefined {
  const [first] = claims
    .filter(standsAt(now))
    .filter((claim) => covers(claim, name))
    .toSorted((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime())
  return first
}

/** Whether somebody should reassert it now. */
export const endsSoon = ({ expiresAt }: StandingClaim, now: Date): boolean =>
  expiresAt.getTime() - now.getTime() < SOON_MS

const standsAt =
  (now: Date) =>
  (claim: Claim): claim is StandingClaim =>
    claim.status === 'VERIFIED' && claim.expiresAt !== undefined && claim.expiresAt > now

function covers({ domain, method }: Claim, name: string): boolean {
  if (method?.startsWith('HTTP')) return name === domain
  const base = name.replace(/^\*\./, '')
  return base === domain || base.endsWith(`.${domain}`)
}
