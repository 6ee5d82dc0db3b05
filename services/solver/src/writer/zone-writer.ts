import { setTimeout as sleep } from 'node:timers/promises'
import { DnsProviderError } from '@certwire/dns'
import type { Log } from '@certwire/runtime'
import { dnsProblem } from '../problems.ts'
import { type DueBatch, dueBatch } from './due-batch.ts'
import { dueQueue } from './due-queue.ts'
import type { Lease, Leases } from './leases.ts'
import { type Pacing, pacing } from './pacing.ts'
import { settleChanges } from './settle-changes.ts'
import type { Wake } from './wake.ts'
import { type WriteDeps, writeBatch } from './write-batch.ts'

export interface WriterDeps extends WriteDeps {
  readonly leases: Leases
  readonly log: Log
}

/** Where calls are counted, whoever asks shortly after another is in the same change, but the first waits no longer. */
const QUIET_MS = 15
const LONGEST_QUIET_MS = 200
/** How long nobody may have asked before it is looked whether there is more, and before it ends. */
const LOOK_MS = 250
const IDLE_MS = 1000
const LONGEST_RETRY_MS = 60_000

/**
 * Writes a zone for as long as there is something to write, alone in the cluster. Everything that comes up while a change
 * is under way is in the next one. Resolves when all is done; with false, when another process has the zone.
 */
export async function writeZone(
  zone: string,
  deps: WriterDeps,
  wake: Wake,
  signal: AbortSignal,
): Promise<boolean> {
  const lease = await deps.leases.take(zone)
  if (!lease) return false
  const alone = AbortSignal.any([signal, lease.lost])
  const written = new AbortController()
  try {
    await Promise.all([
      writeDue(zone, deps, lease, wake, alone).finally(() => written.abort()),
      settleChanges(zone, deps, wake, { alone, written: written.signal }),
    ])
    return true
  } finally {
    await lease.end()
  }
}

async function writeDue(
  zone: string,
  deps: WriterDeps,
  lease: Lease,
  wake: Wake,
  signal: AbortSignal,
): Promise<void> {
  const queue = dueQueue(zone, deps, wake)
  const due = async () => dueBatch(await queue.next(), deps.zones)
  const pace = pacing()
  let failures = 0
  await until(lease.obstacle.trouble?.retryAt, deps, signal)
  for (let idleMs = 0; idleMs < IDLE_MS; ) {
    const first = await due()
    if (!first) {
      idleMs += LOOK_MS
      await wake.asked(LOOK_MS, signal)
      continue
    }
    idleMs = 0
    await company(first, pace, wake, signal)
    const batch = wake.isAsked && !first.isFull ? await due() : first
    if (!batch) continue
    pace.sent(performance.now(), batch.spacingMs)
    failures = await attempt(zone, batch, deps, lease, failures, signal)
    if (failures > 0) queue.distrust()
    else queue.done(batch.records)
    wake.wrote()
  }
}

/** A change that is not full waits for what comes at once, and as long as the pace of its vendor wants. */
async function company(batch: DueBatch, pace: Pacing, wake: Wake, signal: AbortSignal) {
  if (batch.isFull || batch.spacingMs === 0) return
  await wake.quiet(QUIET_MS, LONGEST_QUIET_MS, signal)
  await sleep(pace.delayMs(performance.now()), undefined, { signal })
}

/** Gives how often in a row it has failed. Others see why in the lease. */
async function attempt(
  zone: string,
  { records }: DueBatch,
  deps: WriterDeps,
  lease: Lease,
  failures: number,
  signal: AbortSignal,
): Promise<number> {
  try {
    const refusal = await writeBatch(records, deps, signal)
    await lease.setObstacle(refusal ? { refusal } : {})
    return 0
  } catch (error) {
    signal.throwIfAborted()
    const problem = dnsProblem(error)
    const retryAt = retryAfter(error, failures, deps.clock())
    deps.log.warn({ zone, code: problem.code, reason: problem.reason, retryAt }, 'a change failed')
    await lease.setObstacle({ trouble: { problem, retryAt } })
    // Whoever waits for a removal can wait for the next try; an order that cannot go on is told why.
    for (const record of records) if (record.state === 'adding') deps.marks.add(record, record)
    await until(retryAt, deps, signal)
    return failures + 1
  }
}

/** When the vendor wants, else after pauses that grow: from a moment where it is only busy, else from a second. */
function retryAfter(error: unknown, failures: number, now: Date): string {
  const wanted = error instanceof DnsProviderError ? error.retryAfter : undefined
  const isBusy = error instanceof DnsProviderError && error.code === 'ERR_DNS_PROVIDER_BUSY'
  const pauseMs = Math.min((isBusy ? 200 : 1000) * 2 ** failures, LONGEST_RETRY_MS)
  return (wanted ?? new Date(now.getTime() + pauseMs)).toISOString()
}

/** By the clock, which may be put forward, and goes on while a machine is asleep. */
async function until(instant: string | undefined, { clock }: WriterDeps, signal: AbortSignal) {
  const end = Date.parse(instant ?? '') || 0
  for (let now = clock().getTime(); now < end; now = clock().getTime())
    await sleep(Math.min(end - now, LOOK_MS), undefined, { signal })
}
