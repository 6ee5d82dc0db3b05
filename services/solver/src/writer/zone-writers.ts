import type { RecordDocument } from '../ledger/record-documents.ts'
import { createMarks, type Marks } from './marks.ts'
import { type Wake, wakeUp } from './wake.ts'
import { type WriterDeps, writeZone } from './zone-writer.ts'

/** The writers of the zones that this process works on; each begins when there is something to do, and ends after it. */
export interface ZoneWriters {
  /** These are in the ledger, to be written. */
  ask(records: readonly RecordDocument[]): void
  /** There may be something to do in the zone. */
  wake(zone: string): void
  /** Waits until each of the records was marked, or for so long. */
  readonly marked: Marks['wait']
  /** Gives up what is under way and lets others have the zones. */
  close(): Promise<void>
}

export function zoneWriters(deps: Omit<WriterDeps, 'marks'>): ZoneWriters {
  const marks = createMarks()
  const wakes = new Map<string, Wake>()
  const running = new Map<string, Promise<void>>()
  const stop = new AbortController()
  const wakeOf = (zone: string): Wake => {
    const wake = wakes.get(zone) ?? wakeUp()
    wakes.set(zone, wake)
    return wake
  }
  const begin = async (zone: string): Promise<void> => {
    const own = wakeOf(zone)
    try {
      // Whoever asks while it ends is not left to the sweep.
      while ((await writeZone(zone, { ...deps, marks }, own, stop.signal)) && own.isAsked);
    } catch (err) {
      // What is due stays due, and the sweep asks again.
      if (!stop.signal.aborted) deps.log.warn({ zone, err }, 'the writer of a zone stopped')
    } finally {
      running.delete(zone)
    }
  }
  const wake = (zone: string) => {
    if (!running.has(zone) && !stop.signal.aborted) running.set(zone, begin(zone))
  }
  return {
    ask: (records) => {
      for (const [zone, own] of Map.groupBy(records, (record) => record.zone)) {
        wakeOf(zone).ask(own)
        wake(zone)
      }
    },
    wake,
    marked: marks.wait,
    close: async () => {
      stop.abort()
      await Promise.all(running.values())
    },
  }
}
