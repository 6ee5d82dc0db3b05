import { ChallengeCleanedUp, type CleanUpChallenge, type MessageOf } from '@certwire/contracts'
import type { Zones } from '@certwire/dns'

/** Removes exactly these values. A provider that fails is trouble: the order asks again until it is done. */
export async function cleanUp(
  { orderId, data: { records } }: MessageOf<typeof CleanUpChallenge>,
  { zones }: { zones: Zones },
  signal: AbortSignal,
) {
  await zones.cleanUp(records, signal)
  return [ChallengeCleanedUp(orderId, { records })]
}
