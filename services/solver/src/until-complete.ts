import { setTimeout as sleep } from 'node:timers/promises'
import type { PropagationReport } from '@certwire/dns'

const pausesMs = [20, 50, 100, 200, 400, 800]

/** No handler waits longer than this, and one look: what takes longer is looked at again later. */
const PATIENCE_MS = 2000

/** Looks until all is out, with growing pauses, and gives the last report. */
export async function untilComplete(
  look: () => Promise<PropagationReport>,
  clock: () => Date,
  signal: AbortSignal,
): Promise<PropagationReport> {
  const giveUpAt = clock().getTime() + PATIENCE_MS
  let report = await look()
  for (const pauseMs of pausesMs) {
    // A server that does not answer makes a look last for seconds.
    if (report.complete || clock().getTime() + pauseMs > giveUpAt) break
    await sleep(pauseMs, undefined, { signal })
    report = await look()
  }
  return report
}
