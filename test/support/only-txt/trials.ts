import { setTimeout as sleep } from 'node:timers/promises'
import {
  connectDns,
  type Dns,
  DnsNameError,
  DnsProviderError,
  DnsQueryError,
  type TxtValue,
} from '@certwire/dns'
import { hostile, ordinary, pick, type Wanted } from './hostile.ts'
import { targets, ZONE } from './seeds.ts'
import type { Held, SeededVendor, Written } from './vendors.ts'

export interface Outcome {
  /** Hostile records, and those of them whose change was refused. */
  readonly tried: number
  readonly refused: number
  /** Ordinary records that were asked for beside them, and that were added. */
  readonly ordinary: number
  readonly added: number
  /** Records of others, and those that are still there when ours are removed. */
  readonly foreign: number
  readonly foreignAfter: number
  /** Those of them that have another TTL. */
  readonly foreignTtls: number
  /** What should not have happened, in words. */
  readonly violations: readonly string[]
}

type Random = () => number
type Op = 'add' | 'remove'
type Way = (dns: Dns, op: Op, wanted: readonly Wanted[]) => Promise<void>

const ORDINARY_EVERY = 50
const ORDINARY_AT_ONCE = 10
const MOST_IN_CHANGE = 50
const TRY_AGAIN_MS = 500
const MOST_TRIES = 10
const signal = new AbortController().signal

/** Asks for hostile records in every way there is, with ordinary ones among them, and looks what has come of it. */
export async function trialsAt(
  vendor: SeededVendor,
  count: number,
  random: Random,
): Promise<Outcome> {
  const dns = connectDns({ zones: vendor.zones, resolvers: [vendor.server] }, () => new Date())
  const before = await vendor.records()
  const refused: Wanted[] = []
  const fine: Wanted[] = []
  let refusals = 0
  for (const trial of trials(count, random)) {
    if (trial.isFine) fine.push(...trial.wanted)
    const refusal = await refusalOf(() => trial.way(dns, trial.op, trial.wanted))
    if (!refusal) continue
    refusals += 1
    // A vendor may refuse one of two calls; we refuse all of a change, and before any.
    if (!(refusal instanceof DnsProviderError)) refused.push(...trial.wanted)
  }
  const written = await vendor.written()
  await removeAll(dns, written)
  const after = new Map((await vendor.records()).map(({ line, ttl }) => [line, ttl]))
  const kept = before.filter(({ line }) => after.has(line))
  const violations = [
    ...written.filter((one) => !isAllowed(one)).map((one) => `written: ${JSON.stringify(one)}`),
    ...shared(refused, written).map((value) => `refused and written: ${value}`),
    ...linesBeyond(after, before).map((line) => `left: ${line}`),
  ]
  return {
    ...{ tried: count, refused: refusals, ordinary: fine.length },
    ...{ added: shared(fine, written).length, foreign: before.length, foreignAfter: kept.length },
    foreignTtls: kept.filter(({ line, ttl }) => after.get(line) !== ttl).length,
    violations,
  }
}

const linesBeyond = (after: ReadonlyMap<string, unknown>, before: readonly Held[]): string[] => {
  const known = new Set(before.map(({ line }) => line))
  return [...after.keys()].filter((line) => !known.has(line))
}

function* trials(count: number, random: Random) {
  const kinds = Object.values(hostile)
  for (let trial = 0; trial < count; trial += 1) {
    const wanted = [kinds[trial % kinds.length]?.(random) ?? ordinary(random)]
    const companion = ordinary(random)
    if (companion.zone === ZONE && random() < 0.3) wanted.push(companion)
    const op: Op = random() < 0.7 ? 'add' : 'remove'
    yield { wanted, op, way: pick<Way>([asIs, placed], random), isFine: false }
    if (trial % ORDINARY_EVERY > 0) continue
    const some = Array.from({ length: ORDINARY_AT_ONCE }, () => ordinary(random))
    yield { wanted: some, op: 'add' as const, way: placed, isFine: true }
  }
}

/** Straight to the provider of a zone. */
const asIs: Way = async ({ zones }, op, wanted) => {
  const [{ zone } = { zone: ZONE }] = wanted
  const change = only(
    op,
    wanted.map(({ record }) => record),
  )
  await zones.zoneFor(ZONE).provider.change(zone, change, signal)
}

/** As the solver does it: looked up by challenge name, and written where its CNAMEs end. */
const placed: Way = async ({ place, zones }, op, wanted) => {
  const placements = await place(wanted.map(asked), signal)
  for (const [zone, some] of Map.groupBy(placements, (one) => one.zone)) {
    const change = only(
      op,
      some.map(({ record }) => record),
    )
    await zones.zoneFor(zone).provider.change(zone, change, signal)
  }
}

/** Who asks does not know where a CNAME leads; what is forged stays as it is. */
function asked({ record }: Wanted): TxtValue {
  const { via = '', value } = record
  return Object.hasOwn(targets, via) ? { name: via, value } : record
}

const only = (op: Op, records: readonly TxtValue[]) => ({ add: [], remove: [], [op]: records })

async function refusalOf(change: () => Promise<void>): Promise<Error | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      await change()
      return undefined
    } catch (error) {
      if (!isRefusal(error)) throw error
      const mayPass = error instanceof DnsProviderError && error.retryable
      if (!mayPass || tries === MOST_TRIES) return error
      await sleep(TRY_AGAIN_MS)
    }
  }
}

const isRefusal = (error: unknown) =>
  error instanceof DnsProviderError ||
  error instanceof DnsNameError ||
  error instanceof DnsQueryError

async function removeAll(dns: Dns, written: readonly Written[]) {
  const ours = written.filter(({ op }) => op === 'add').filter(isAllowed)
  const wanted = ours.map(({ name, value }) => {
    const [via] = Object.entries(targets).find(([, target]) => target === name) ?? []
    return { zone: ZONE, record: { name, value, ...(via !== undefined && { via }) } }
  })
  for (let at = 0; at < wanted.length; at += MOST_IN_CHANGE)
    await placed(dns, 'remove', wanted.slice(at, at + MOST_IN_CHANGE))
}

const CHALLENGE = /^_acme-challenge\.(\w([\w-]*\w)?\.)*example\.(com|net)$/
const DIGEST = /^[\w-]{1,255}$/

/** What the claim says, in words of its own. */
const isAllowed = ({ name, type, value }: Written): boolean =>
  type === 'TXT' &&
  (CHALLENGE.test(name) || Object.values(targets).includes(name)) &&
  DIGEST.test(value)

/** The values that were wanted and added. */
function shared(wanted: readonly Wanted[], written: readonly Written[]): string[] {
  const values = new Set(written.filter(({ op }) => op === 'add').map(({ value }) => value))
  return wanted.map(({ record }) => record.value).filter((value) => values.has(value))
}
