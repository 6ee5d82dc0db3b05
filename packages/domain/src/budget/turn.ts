import { availableAt, type Bucket, hold, intervalOf, spend, type Waiting } from './bucket.ts'
import type { LimitName, Spender } from './limit.ts'
import { limits } from './limit.ts'
import type { Allowance } from './profile.ts'

/** So many orders have a turn of their own; the others are told when to ask for one. */
const WINDOW = 50
/** Whoever does not come so long after his time has lost his turn. */
const GRACE_MS = 5 * 60_000
const DAY_MS = 24 * 3_600_000
/** An order that no CA keeps for longer: then whatever it held is forgotten. */
const LONGEST_HOLD_MS = 7 * DAY_MS

export interface Turn {
  readonly bucket: Bucket
  /** When the order may come back; nothing when it has its tokens. */
  readonly until?: number
}

/** What an order asks of one bucket. */
export interface Want extends Pick<Spender, 'who' | 'tenant' | 'since'> {
  readonly weight: number
}

/**
 * Gives an order its tokens, or a time to come for them.
 *
 * Tenants take turns, and within a tenant the older order is first. So an order waits for one turn of each tenant and
 * for its own tenant's orders before it, however many the others have. Turns are computed anew each time: whoever comes
 * for a turn that has moved is told the new time.
 */
export function take(
  before: Bucket,
  limit: LimitName,
  want: Want,
  allowance: Allowance,
  now: number,
): Turn {
  const bucket = cleared(before, now)
  const { waiting, me, ahead, turn } = queued(bucket, want)
  const at = availableAt(bucket, want.weight, allowance, now, ahead)
  if (at > now) return putOff(bucket, waiting, me, Math.ceil(at), allowance, now)
  const rest = served(
    bucket,
    waiting.filter((one) => one !== me),
    want.tenant,
    turn,
  )
  const isHeld = limits[limit].counted !== 'at once'
  return {
    bucket: isHeld
      ? hold(rest, { who: want.who, weight: want.weight, until: now + LONGEST_HOLD_MS })
      : spend(rest, want.weight, allowance, now),
  }
}

/** Undoes a `take` that gave tokens, for an order that has to come again at `at`: it keeps its turn. */
export function giveBack(
  bucket: Bucket,
  limit: LimitName,
  want: Want,
  allowance: Allowance,
  at: number,
): Bucket {
  const waiting = [...bucket.waiting.filter(({ who }) => who !== want.who), { ...want, at }]
  const kept = {
    ...bucket,
    waiting: inTurn({ ...bucket, waiting })
      .map(({ one }) => one)
      .slice(0, WINDOW),
  }
  if (limits[limit].counted !== 'at once')
    return { ...kept, holds: kept.holds.filter(({ who }) => who !== want.who) }
  const spent = Math.min(want.weight, allowance.count) * intervalOf(allowance)
  return { ...kept, fullAt: kept.fullAt - spent }
}

/** Without those that have not come, and have not been heard of. */
function cleared(bucket: Bucket, now: number): Bucket {
  const waiting = bucket.waiting.filter(({ at }) => at + GRACE_MS > now)
  const later = Object.entries(bucket.later).filter(([, at]) => at > now)
  const isQuiet = waiting.length === 0 && later.length === 0
  return {
    ...bucket,
    holds: bucket.holds.filter(({ until }) => until > now),
    ...{ waiting, later: Object.fromEntries(later) },
    ...(isQuiet && { round: 0, turns: {} }),
  }
}

/** Where the order stands among those that wait, itself included. Its own earlier hold does not stand in its way. */
function queued(bucket: Bucket, { who, tenant, since, weight }: Want) {
  const me = { who, tenant, since, weight, at: 0 }
  const others = bucket.waiting.filter((one) => one.who !== who)
  const order = inTurn({ ...bucket, waiting: [...others, me] })
  const upToMe = order.slice(0, order.findIndex(({ one }) => one === me) + 1)
  const own = bucket.holds.find((one) => one.who === who)?.weight ?? 0
  const ahead = upToMe.reduce((sum, { one }) => sum + one.weight, 0) - weight - own
  const turn = Math.max(...upToMe.map((one) => one.turn))
  return { waiting: order.map(({ one }) => one), me, ahead, turn }
}

/** Round by round: in each of them each tenant has one, the longest waiting first. */
function inTurn({ waiting, round, turns }: Bucket): { one: Waiting; turn: number }[] {
  const next = new Map<string, number>()
  return waiting
    .toSorted(byAge)
    .map((one) => {
      const turn = next.get(one.tenant) ?? Math.max(turns[one.tenant] ?? round, round)
      next.set(one.tenant, turn + 1)
      return { one, turn }
    })
    .toSorted((a, b) => a.turn - b.turn)
}

/** The tenant has had his turn of this round, as long as others wait for theirs. */
function served(bucket: Bucket, waiting: readonly Waiting[], tenant: string, turn: number): Bucket {
  const all = Object.entries({ ...bucket.turns, [tenant]: turn + 1 })
  const turns = Object.fromEntries(all.filter(([, next]) => next > turn))
  return { ...bucket, waiting, round: turn, turns }
}

const byAge = (a: Waiting, b: Waiting): number => a.since - b.since || (a.who < b.who ? -1 : 1)

function putOff(
  bucket: Bucket,
  waiting: readonly Waiting[],
  me: Waiting,
  at: number,
  allowance: Allowance,
  now: number,
): Turn {
  const isInside = waiting.indexOf(me) < WINDOW
  const next = waiting.slice(0, WINDOW).map((one) => (one === me ? { ...me, at } : one))
  if (isInside) return { bucket: { ...bucket, waiting: next }, until: at }
  // Half of the window is gone by then, and one of them comes at each token that is his tenant's.
  const interval = intervalOf(allowance)
  const tenants = new Set([...waiting.map(({ tenant }) => tenant), ...Object.keys(bucket.later)])
  const first = bucket.later[me.tenant] ?? now + (WINDOW / 2) * interval
  const until = Math.ceil(first + interval * tenants.size)
  return {
    bucket: { ...bucket, waiting: next, later: { ...bucket.later, [me.tenant]: until } },
    until,
  }
}
