import type { Problem } from '@certwire/contracts'
import type { ZoneState } from '@certwire/documents'
import type { Collection } from '@certwire/store'

const LIFETIME_MS = 1000
const MOST = 1000

/** Why the vendor of a zone takes no changes, as the solver has noted; remembered for a second. */
export type ZoneRefusals = (zone: string) => Promise<Problem | undefined>

export function zoneRefusals(
  states: Pick<Collection<ZoneState>, 'get'>,
  clock: () => Date,
): ZoneRefusals {
  const known = new Map<string, { refusal: Promise<Problem | undefined>; until: number }>()
  return (zone) => {
    const now = clock().getTime()
    const held = known.get(zone)
    if (held && held.until > now) return held.refusal
    // May be lost at any moment, so forgetting all is the simplest bound.
    if (known.size >= MOST) known.clear()
    const refusal = states.get(zone).then((state) => state?.refusal)
    known.set(zone, { refusal, until: now + LIFETIME_MS })
    // A failure is not kept.
    refusal.catch(() => known.delete(zone))
    return refusal
  }
}
