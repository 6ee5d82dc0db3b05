import { ChallengeCleanedUp, type CleanUpChallenge, type MessageOf } from '@certwire/contracts'
import type { Ledger } from './ledger/ledger.ts'
import type { RecordDocument } from './ledger/record-documents.ts'
import type { Releases } from './ledger/releases.ts'
import { untilMarked } from './until-marked.ts'
import type { ZoneWriters } from './writer/zone-writers.ts'

interface Deps {
  readonly ledger: Ledger
  readonly releases: Releases
  readonly writers: ZoneWriters
  readonly clock: () => Date
}

/** By another order, or a later generation. */
const isNeeded = ({ holders }: RecordDocument) => holders.length > 0

/**
 * Lets go of the records, and says so once none of them stands for this order's sake. What takes longer goes on by
 * itself, and the order asks again.
 */
export async function cleanUp(
  { orderId, data: { generation, records } }: MessageOf<typeof CleanUpChallenge>,
  deps: Deps,
  signal: AbortSignal,
) {
  const { ledger, releases } = deps
  const holder = { orderId, generation }
  await releases.add(holder)
  const kept = await ledger.release(records, holder)
  const left = await untilMarked(kept, deps, signal, isNeeded)
  return left.every(isNeeded) ? [ChallengeCleanedUp(orderId, { records })] : []
}
