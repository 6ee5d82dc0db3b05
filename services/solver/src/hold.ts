import type { ChallengeRecord } from '@certwire/contracts'
import type { Place } from '@certwire/dns'
import type { Ledger } from './ledger/ledger.ts'
import { isHeldBy, recordKey } from './ledger/record.ts'
import type { Holder, RecordDocument } from './ledger/record-documents.ts'
import type { Releases } from './ledger/releases.ts'

export interface HoldDeps {
  readonly ledger: Ledger
  readonly releases: Releases
  readonly place: Place
}

/**
 * Keeps the intent to have the records, where it is not kept yet, and gives what is kept of them. Nothing if the holder is
 * over and wants no more.
 */
export async function hold(
  records: readonly ChallengeRecord[],
  holder: Holder,
  { ledger, releases, place }: HoldDeps,
  signal: AbortSignal,
): Promise<RecordDocument[] | undefined> {
  const known = (await ledger.of(records)).filter((record) => isHeldBy(record, holder))
  const kept = new Set(known.map(({ record }) => record))
  const missing = records.filter((record) => !kept.has(recordKey(record)))
  if (missing.length === 0) return known
  const more = await ledger.hold(await place(missing, signal), holder)
  if (!(await releases.has(holder))) return [...known, ...more]
  await ledger.release(records, holder)
  return undefined
}
