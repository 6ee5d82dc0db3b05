import { setTimeout as sleep } from 'node:timers/promises'
import type { Propagation, PropagationReport, TxtValue } from '@certwire/dns'

/** No handler waits longer than a few seconds: what takes longer is looked at again later. */
const delaysMs = [20, 50, 100, 200, 400, 800]

/** Asks all servers until they agree, with growing pauses, and gives the last report. */
export async function untilComplete(
  propagation: Propagation,
  records: readonly TxtValue[],
  signal: AbortSignal,
): Promise<PropagationReport> {
  let report = await propagation.check(records, signal)
  for (const delayMs of delaysMs) {
    if (report.complete) break
    await sleep(delayMs, undefined, { signal })
    report = await propagation.check(records, signal)
  }
  return report
}
