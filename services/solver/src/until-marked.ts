import type { Ledger } from './ledger/ledger.ts'
import type { RecordDocument } from './ledger/record-documents.ts'
import type { ZoneWriters } from './writer/zone-writers.ts'

interface Deps {
  readonly ledger: Ledger
  readonly writers: ZoneWriters
  readonly clock: () => Date
}

/** No handler waits longer for the writers: what takes longer is asked for again. */
const PATIENCE_MS = 2500
/** The writer may be in another process, of which nobody hears. */
const LOOK_MS = 300

/**
 * Asks the writers of the records' zones, waits a while until all are as wanted, and gives them as they are then; earlier,
 * when the writers have tried and it is not so.
 */
export async function untilMarked(
  records: readonly RecordDocument[],
  { ledger, writers, clock }: Deps,
  signal: AbortSignal,
  isDone: (record: RecordDocument) => boolean,
): Promise<readonly RecordDocument[]> {
  const giveUpAt = clock().getTime() + PATIENCE_MS
  let kept = records
  for (let isAsked = false; ; isAsked = true) {
    const open = kept.filter((record) => !isDone(record))
    if (open.length === 0 || clock().getTime() >= giveUpAt) return kept
    // Listened to before the writers are asked, or what they do at once is not heard.
    const marked = writers.marked(open, LOOK_MS, signal)
    if (!isAsked) writers.ask(open)
    const heard = await marked
    if (heard.size < open.length) kept = await ledger.look(kept)
    else return kept.flatMap((one) => (heard.has(one._id) ? (heard.get(one._id) ?? []) : one))
  }
}
