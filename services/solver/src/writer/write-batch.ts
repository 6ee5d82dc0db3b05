import type { Problem } from '@certwire/contracts'
import {
  DnsNameError,
  type DnsProvider,
  DnsProviderError,
  type TxtChange,
  type TxtValue,
  type Zones,
} from '@certwire/dns'
import type { Ledger } from '../ledger/ledger.ts'
import { accepted, postponed, refused } from '../ledger/record.ts'
import type { RecordDocument } from '../ledger/record-documents.ts'
import { dnsProblem } from '../problems.ts'
import type { Changes } from './changes.ts'
import type { Marks } from './marks.ts'

export interface WriteDeps {
  readonly ledger: Ledger
  readonly changes: Changes
  readonly zones: Zones
  readonly marks: Marks
  readonly clock: () => Date
}

/** Providers limit each of their calls; this is for all that a change may take. */
const CHANGE_TIMEOUT_MS = 60_000
/** When a removal that the vendor refuses is tried again. */
const REFUSED_AGAIN_MS = 60_000

/**
 * Makes the records of one zone true with one change, and marks them. A change that is refused as a whole is tried in
 * halves, so that what the vendor will not have keeps nothing else from being written. Resolves with why the vendor will
 * not have the whole zone written, if so. Rejects with what may pass: then nothing is marked, and all is due again.
 */
export async function writeBatch(
  batch: readonly RecordDocument[],
  deps: WriteDeps,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  try {
    await write(batch, deps, signal)
    return undefined
  } catch (error) {
    signal.throwIfAborted()
    if (!isLasting(error)) throw error
    if (batch.length > 1 && isAboutOne(error)) return inHalves(batch, deps, signal)
    const problem = dnsProblem(error)
    await markRefused(batch, problem, deps)
    return isAboutOne(error) ? undefined : problem
  }
}

async function inHalves(batch: readonly RecordDocument[], deps: WriteDeps, signal: AbortSignal) {
  const half = Math.ceil(batch.length / 2)
  const first = await writeBatch(batch.slice(0, half), deps, signal)
  return (await writeBatch(batch.slice(half), deps, signal)) ?? first
}

async function write(batch: readonly RecordDocument[], deps: WriteDeps, signal: AbortSignal) {
  const { zones, ledger, changes, clock } = deps
  const [{ zone, name } = { zone: '', name: '' }] = batch
  const { provider } = zones.zoneFor(name)
  const change = await changeOf(batch, ledger)
  const changeId = await changed(provider, zone, change, signal)
  const isTold = changeId !== undefined && provider.settled
  const id = isTold ? await changes.add({ zone, name, changeId }) : undefined
  const now = clock()
  await Promise.all(
    batch.map((record) =>
      record.state === 'removing'
        ? forget(record, deps)
        : keep(record, accepted(record, id, now), deps),
    ),
  )
}

// What the vendor has accepted is true: whoever waits need not wait until it is kept, for the intent is.

async function forget(record: RecordDocument, { ledger, marks }: WriteDeps): Promise<void> {
  marks.add(record, undefined)
  await ledger.forget(record)
}

/** Somebody who had the zone in the meantime may have removed and forgotten it. */
async function keep(record: RecordDocument, next: RecordDocument, { ledger, marks }: WriteDeps) {
  marks.add(record, next)
  if (!(await ledger.replace(next))) await ledger.recall(record)
}

/** What others need in the same place stays, and so does what this very change adds. */
async function changeOf(batch: readonly RecordDocument[], ledger: Ledger): Promise<TxtChange> {
  const going = batch.filter(({ state }) => state === 'removing')
  const shared = await ledger.shared(going)
  return {
    add: batch.filter(({ state }) => state !== 'removing').map(txt),
    remove: going.filter((record) => !shared.has(record)).map(txt),
  }
}

const txt = ({ name, value, challenge }: RecordDocument): TxtValue => ({
  ...{ name, value, via: challenge },
})

async function changed(
  provider: DnsProvider,
  zone: string,
  change: TxtChange,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (change.add.length + change.remove.length === 0) return undefined
  const late = AbortSignal.timeout(CHANGE_TIMEOUT_MS)
  try {
    return await provider.change(zone, change, AbortSignal.any([signal, late]))
  } catch (error) {
    signal.throwIfAborted()
    if (!late.aborted) throw error
    const message = `A change of ${zone} was not done within a minute.`
    throw new DnsProviderError('ERR_DNS_PROVIDER_UNREACHABLE', message, { cause: error })
  }
}

const isLasting = (error: unknown): boolean =>
  error instanceof DnsNameError || (error instanceof DnsProviderError && !error.retryable)

/** The others of a change may be fine. */
const isAboutOne = (error: unknown): boolean =>
  error instanceof DnsNameError ||
  (error instanceof DnsProviderError && error.code === 'ERR_DNS_PROVIDER_REFUSED')

async function markRefused(
  batch: readonly RecordDocument[],
  problem: Problem,
  { ledger, marks, clock }: WriteDeps,
): Promise<void> {
  const again = new Date(clock().getTime() + REFUSED_AGAIN_MS)
  await Promise.all(
    batch.map(async (record) => {
      const next = record.state === 'removing' ? postponed(record, again) : refused(record, problem)
      const kept = await ledger.replace(next)
      if (kept) marks.add(record, kept)
    }),
  )
}
