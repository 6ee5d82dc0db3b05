import type { ChallengeRecord } from '@certwire/contracts'
import type { Place } from '@certwire/dns'
import type { Ledger } from './ledger/ledger.ts'
import type { Holder, RecordDocument } from './ledger/record-documents.ts'
import type { Releases } from './ledger/releases.ts'

export interface HoldDeps {
  readonly ledger: Ledger
  readonly releases: Releases
  readonly place: Place
}

/**
 * Keeps the intent to have the records where their CNAMEs lead now, and gives them. Nothing if the holder is over and wants
 * no more.
 */
export async function hold(
  records: readonly ChallengeRecord[],
  holder: Holder,
  { ledger, releases, place }: HoldDeps,
  signal: AbortSignal,
): Promise<RecordDocument[] | undefined> {
  const [isOver, placements] = await Promise.all([releases.has(holder), place(records, signal)])
  // Asked before, too: between keeping it and finding it over, a process can be killed, and the record stands again.
  if (!isOver) {
    const held = await ledger.hold(placements, holder)
    if (!(await releases.has(holder))) return held
  }
  await ledger.release(records, holder)
  return undefined
}
