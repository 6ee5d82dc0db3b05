import { createMarks, type Marks } from './marks.ts'
import { type Wake, wakeUp } from './wake.ts'
import { type WriterDeps, writeZone } from './zone-writer.ts'

/** The writers of the zones that this process works on; each begins when there is something to do, and ends after it. */
export interface ZoneWriters {
  /** There is something to do in the zone. */
  ask(zone: string): void
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
    const wake = wakeOf(zone)
    try {
      // Whoever asks while it ends is not left to the sweep.
      while ((await writeZone(zone, { ...deps, marks }, wake, stop.signal)) && wake.wasAsked());
    } catch (err) {
      // What is due stays due, and the sweep asks again.
      if (!stop.signal.aborted) deps.log.warn({ zone, err }, 'the writer of a zone stopped')
    } finally {
      running.delete(zone)
    }
  }
  return {
    ask: (zone) => {
      wakeOf(zone).ask()
      if (!running.has(zone) && !stop.signal.aborted) running.set(zone, begin(zone))
    },
    marked: marks.wait,
    close: async () => {
      stop.abort()
      await Promise.all(running.values())
    },
  }
}
