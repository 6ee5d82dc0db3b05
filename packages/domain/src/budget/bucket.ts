import type { Allowance } from './profile.ts'

/** Tokens that are promised to an order, and not counted by the CA yet. */
export interface Hold {
  readonly who: string
  readonly weight: number
  /** Whoever has not been heard of by then is forgotten. */
  readonly until: number
}

/** An order that was told when to come for its tokens. */
export interface Waiting {
  readonly who: string
  readonly tenant: string
  readonly since: number
  readonly weight: number
  /** When it was told to come. */
  readonly at: number
}

/**
 * A token bucket as data; times are milliseconds since 1970. It is as full as its `fullAt` is near: a token is
 * `perMs / count` of time, so that nothing has to be done as they flow back.
 */
export interface Bucket {
  readonly fullAt: number
  readonly holds: readonly Hold[]
  /** Those that come next. */
  readonly waiting: readonly Waiting[]
  /** When the last one of a tenant was told to come that is not among them. */
  readonly later: Readonly<Record<string, number>>
  /** How many rounds of all tenants there were, as long as any wait. */
  readonly round: number
  /** The next round of the tenants that have had their turn in this one. */
  readonly turns: Readonly<Record<string, number>>
}

export const emptyBucket: Bucket = {
  ...{ fullAt: 0, holds: [], waiting: [], later: {} },
  ...{ round: 0, turns: {} },
}

/** The CA counts when the request arrives, which is later than we do. So the last token of a bucket comes as much later. */
const UNDER_WAY_MS = 5000

export const intervalOf = ({ count, perMs }: Allowance): number => perMs / count

const heldIn = ({ holds }: Bucket): number => holds.reduce((sum, { weight }) => sum + weight, 0)

/**
 * When so many tokens are there beside those that are held and that others get before. Not after `now` means that they
 * are there.
 */
export function availableAt(
  bucket: Bucket,
  weight: number,
  allowance: Allowance,
  now: number,
  before = 0,
): number {
  // Nobody waits for more than the bucket holds.
  const needed = heldIn(bucket) + before + Math.min(weight, allowance.count)
  return Math.max(bucket.fullAt, now) + (needed - allowance.count) * intervalOf(allowance)
}

/** Tokens that nobody has spent or holds. */
export function left(bucket: Bucket, allowance: Allowance, now: number): number {
  const spent = Math.max(0, bucket.fullAt - now) / intervalOf(allowance)
  return Math.max(0, Math.floor(allowance.count - spent - heldIn(bucket)))
}

export function spend(bucket: Bucket, weight: number, allowance: Allowance, now: number): Bucket {
  const from = Math.max(bucket.fullAt, now + UNDER_WAY_MS)
  return { ...bucket, fullAt: from + Math.min(weight, allowance.count) * intervalOf(allowance) }
}

/** Whoever holds already holds no more. */
export const hold = (bucket: Bucket, one: Hold): Bucket => ({
  ...bucket,
  holds: [...bucket.holds.filter(({ who }) => who !== one.who), one],
})

/** The order is over: what it held is spent, or was not needed. */
export function settle(
  bucket: Bucket,
  who: string,
  isCounted: boolean,
  allowance: Allowance,
  now: number,
): Bucket {
  const own = bucket.holds.find((one) => one.who === who)
  if (!own) return bucket
  const rest = { ...bucket, holds: bucket.holds.filter((one) => one !== own) }
  return isCounted ? spend(rest, own.weight, allowance, now) : rest
}
