import type { SandboxCa } from '@certwire/sandbox'

/** A certificate that somebody wants. */
export interface Wanted {
  readonly id: string
  readonly tenant: string
  readonly names: readonly string[]
}

/** One that replaces that of another order at its time: RFC 9773. */
export interface Renewal extends Wanted {
  readonly of: string
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** Where the CA wants proof, and refuses it at first. */
export const PROVED = 'proved.test'
/** Registered domains whose names need no proof. */
export const CLAIMED = ['shared.test', 'same.test', ...range(40).map((n) => `own${n}.test`)]

/** Validations that fail: all of the first try, and some of the second. */
export const FAILURES = 24

/** 90 orders of three tenants below one registered domain, which has 50 a week. */
const shared = range(90).map((n) => ({
  ...{ id: `ord_shared-${n}`, tenant: `team-${n % 3}`, names: [`s${n}.shared.test`] },
}))

/** 12 of the same names, which may have 5 a week. */
const same = range(12).map((n) => ({
  ...{ id: `ord_same-${n}`, tenant: 'team-0', names: ['same.test', 'www.same.test'] },
}))

/** 8 with one name in common, which may fail five times an hour. */
const proved = range(8).map((n) => ({
  ...{ id: `ord_proved-${n}`, tenant: 'team-1', names: [`x.${PROVED}`, `y${n}.${PROVED}`] },
}))

/** All others: one tenant has most of them. */
const own = range(365).map((n) => ({
  ...{ id: `ord_own-${n}`, tenant: n % 8 < 6 ? 'big' : `team-${n % 5}` },
  names: range(1 + (n % 3)).map((m) => `n${m}-${n}.own${n % 40}.test`),
}))

/** In any order. */
export const wantedBy = (random: () => number): Wanted[] =>
  [...shared, ...same, ...proved, ...own]
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)

/**
 * 25 renewals of certificates that are issued: one replaces what another has replaced already, and is an order like any
 * other then.
 */
export function renewalsOf(isIssued: (id: string) => boolean): Renewal[] {
  const first = own.filter(({ id }) => isIssued(id)).slice(0, 24)
  const all = first.map((one) => ({ ...one, of: one.id, id: `${one.id}-again` }))
  return [...all, ...all.slice(0, 1).map((one) => ({ ...one, id: `${one.of}-twice` }))]
}

/** What the CA's journal says. */
export interface Tally {
  readonly newOrders: number
  /** Requests that a limit refused. */
  readonly refused: number
  /** Requests that came before a Retry-After. */
  readonly early: number
  readonly issued: number
  readonly hours: number
}

export function tallyOf({ calls, ledger }: SandboxCa, start: number): Tally {
  const last = Math.max(start, ...ledger.issued.map(({ at }) => at.getTime()))
  return {
    newOrders: calls.filter(({ operation }) => operation === 'newOrder').length,
    refused: calls.filter(({ problem }) => problem === 'rateLimited').length,
    early: calls.filter(({ early }) => early).length,
    issued: ledger.issued.length,
    hours: Math.round((last - start) / 360_000) / 10,
  }
}
