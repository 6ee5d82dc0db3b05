import type { Zone, Zones } from '@certwire/dns'
import type { RecordDocument } from '../ledger/record-documents.ts'

/** What goes into the next change of a zone. */
export interface DueBatch {
  readonly records: readonly RecordDocument[]
  /** No company would fit in. */
  readonly isFull: boolean
  readonly spacingMs: number
}

/**
 * As many of the records as one change carries. Names of one zone may be configured with several providers: then those
 * of the first record's. Nothing for nothing.
 */
export function dueBatch(due: readonly RecordDocument[], zones: Zones): DueBatch | undefined {
  const [first] = due
  if (!first) return undefined
  const zone = holderOf(first, zones)
  const own = due.filter((record) => holderOf(record, zones) === zone)
  const { records: most = own.length, spacingMs = 0 } = zone?.provider.capacity ?? {}
  return { records: own.slice(0, most), isFull: own.length >= most, spacingMs }
}

/** Nothing where the configuration has dropped the zone: the write then says so of each record. */
function holderOf({ name }: RecordDocument, zones: Zones): Zone | undefined {
  try {
    return zones.zoneFor(name)
  } catch {
    return undefined
  }
}
