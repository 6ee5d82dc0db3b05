import type { Policy } from './policy.ts'
import { AcmeProblem, shown } from './problem.ts'

/** A kind of certificate to choose from, draft-ietf-acme-profiles-01. */
export interface SandboxCaProfile {
  /** What the directory says of it. */
  readonly description: string
  readonly validityHours: number
  /** 100 by default. */
  readonly maxNames?: number
}

/** Let's Encrypt's of November 2026. */
export const letsencryptProfiles = {
  classic: { description: 'what most servers want', validityHours: 90 * 24, maxNames: 100 },
  tlsserver: { description: 'for TLS servers alone', validityHours: 45 * 24, maxNames: 25 },
  shortlived: { description: 'for less than a week', validityHours: 160, maxNames: 25 },
} satisfies Record<string, SandboxCaProfile>

/** §5: its name as the order shows it, and what it says. */
export function profileOf(
  { profiles, profile }: Policy,
  wanted: string | undefined,
): [name: string | undefined, profile: SandboxCaProfile] {
  const [usual] = profiles.keys()
  const name = wanted ?? usual
  if (profiles.size === 0 || name === undefined) return [undefined, profile]
  const found = profiles.get(name)
  if (found) return [name, found]
  throw new AcmeProblem(400, 'invalidProfile', `there is no profile ${shown(name)} here`)
}
