import { DnsNameError } from '../dns-name.ts'
import { zoneOf } from '../placement.ts'
import type { DnsProvider, TxtValue } from '../provider.ts'
import { DnsProviderError } from '../provider-error.ts'
import { failure, ok, type Verdict } from './finding.ts'
import { isKnown, type Target } from './target.ts'

const REMOVAL_MS = 15_000

interface Write {
  readonly target: Target
  readonly provider: DnsProvider
  readonly zone: string
  readonly record: TxtValue
}

/**
 * Writes a value of nobody where each record would go, and takes it away again: what the credentials may do is known
 * by doing it. One change per zone and direction, or as many as the provider's capacity demands.
 */
export async function dryWrites(
  targets: readonly Target[],
  digest: () => string,
  signal: AbortSignal,
): Promise<ReadonlyMap<Target, Verdict>> {
  const zones = Map.groupBy(
    targets.flatMap((target) => writeOf(target, digest)),
    ({ zone }) => zone,
  )
  const verdicts = await Promise.all([...zones.values()].map((writes) => inTurn(writes, signal)))
  return new Map(verdicts.flat())
}

function writeOf(target: Target, digest: () => string): Write[] {
  const { at, zone, challenge } = target
  if (!zone || !isKnown(at) || !at.certain) return []
  const record = { name: at.name, value: digest(), via: challenge }
  return [{ target, provider: zone.provider, zone: zoneOf(at, zone.name), record }]
}

/** A vendor takes changes of one zone one after the other. */
async function inTurn(writes: readonly Write[], signal: AbortSignal) {
  const [first] = writes
  if (!first) return []
  const verdicts: [Target, Verdict][] = []
  const size = first.provider.capacity.records
  for (let start = 0; start < writes.length; start += size) {
    const some = writes.slice(start, start + size)
    const verdict = await attempt(
      first,
      some.map(({ record }) => record),
      signal,
    )
    verdicts.push(...some.map(({ target }): [Target, Verdict] => [target, verdict]))
  }
  return verdicts
}

async function attempt(
  { provider, zone }: Write,
  records: readonly TxtValue[],
  signal: AbortSignal,
): Promise<Verdict> {
  // What was written is removed for somebody who no longer waits, too.
  const remove = () =>
    provider.change(zone, { add: [], remove: records }, AbortSignal.timeout(REMOVAL_MS))
  try {
    await provider.change(zone, { add: records, remove: [] }, signal)
  } catch (error) {
    // A reply that is lost says nothing of what was done.
    if (error instanceof DnsProviderError && error.retryable) await remove().catch(() => undefined)
    return refusal('written', error, signal)
  }
  try {
    await remove()
    return ok('a TXT record was written and removed')
  } catch (error) {
    return refusal('removed, and is still there', error, signal)
  }
}

function refusal(what: string, error: unknown, signal: AbortSignal): Verdict {
  signal.throwIfAborted()
  if (error instanceof DnsNameError) return failure('ERR_DNS_PROVIDER_REFUSED', error.message)
  if (!(error instanceof DnsProviderError)) throw error
  return failure(error.code, `a TXT record cannot be ${what}: ${error.message}`)
}
